//! Counts what containers unpack to, so that a small file cannot cost more than its share.

use crate::limits::{MAX_EXPANSION, MAX_UNPACKED};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes of a file and of all that it has unpacked to so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter(Rc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Meter {
    /// The meter of a file of this length.
    pub(super) fn of(length: u64) -> Self {
        Meter(Rc::new(Counts { packed: Cell::new(length), unpacked: Cell::new(0) }))
    }

    /// A reader whose bytes count as packed: for input of unknown length.
    pub(super) fn counting<R: Read>(&self, inner: R) -> impl Read + use<R> {
        Counting { inner, meter: self.clone() }
    }

    /// Whether more was unpacked than the packed bytes allow.
    pub(super) fn is_exceeded(&self) -> bool {
        let allowed = self.0.packed.get().saturating_mul(MAX_EXPANSION).saturating_add(MAX_UNPACKED);
        self.0.unpacked.get() > allowed
    }
}

struct Counting<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.meter.0.packed.set(self.meter.0.packed.get() + length as u64);
        Ok(length)
    }
}

/// A reader of unpacked bytes; it fails past the limit.
pub(super) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Metered<R> {
    pub(super) fn new(inner: R, meter: &Meter) -> Self {
        Metered { inner, meter: meter.clone() }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.meter.0.unpacked.set(self.meter.0.unpacked.get() + length as u64);
        if self.meter.is_exceeded() { Err(io::Error::other("more than the limit")) } else { Ok(length) }
    }
}
