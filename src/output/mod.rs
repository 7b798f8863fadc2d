//! Renders rows and reports for people and programs. It does not know the database.
