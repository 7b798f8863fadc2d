//! The database: schema, dimension tables, writing reports. It does not read documents and does not query.
