//! The pages of the engine's file, read without the engine.
//!
//! The engine trusts its pages: where one makes no sense it panics, and what lies behind it is out of reach. Here
//! every offset is checked before it is followed, so that around a broken page everything else is still found. What
//! is found is proved by the envelope each value travels in, whose checksum covers table and key as well.
//!
//! The layout is that of the format version 3 of redb 4.6.0, to which `Cargo.toml` pins the engine; a test compares
//! with what the engine itself reads, so another layout does not pass unnoticed.

use std::collections::HashSet;

/// Size of a page of order 0.
const PAGE: usize = 4096;

/// Where the two commit slots of the header are, and how long one is.
const SLOTS: [usize; 2] = [64, 192];
const SLOT: usize = 128;

/// Bits of the header's byte 9.
const PRIMARY: u8 = 1;
const UNFLUSHED: u8 = 8;

/// No tree of a file that fits on a disk is deeper.
const DEEPEST: usize = 32;

const LEAF: u8 = 1;
const BRANCH: u8 = 2;

/// A key as it lies in a page.
pub(super) trait RawKey: Clone + Ord {
    /// Its length, where all have the same.
    const WIDTH: Option<usize>;
    /// Out of its bytes.
    fn read(bytes: &[u8]) -> Option<Self>;
}

/// A name; also any prefix that branches use in its place.
impl RawKey for Vec<u8> {
    const WIDTH: Option<usize> = None;

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(bytes.to_vec())
    }
}

/// The key of a record: index of the kind, identity.
impl RawKey for (u8, u32) {
    const WIDTH: Option<usize> = Some(5);

    fn read(bytes: &[u8]) -> Option<Self> {
        let (&kind, id) = bytes.split_first()?;
        Some((kind, u32::from_le_bytes(id.try_into().ok()?)))
    }
}

/// A generation.
impl RawKey for u64 {
    const WIDTH: Option<usize> = Some(8);

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_le_bytes(bytes.try_into().ok()?))
    }
}

/// Keys that lay on a page that makes no sense: more than the first, up to the second; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole<K> {
    pub(super) after: Option<K>,
    pub(super) to: Option<K>,
}

impl<K: Ord> Hole<K> {
    pub(super) fn covers(&self, key: &K) -> bool {
        self.after.as_ref().is_none_or(|after| key > after) && self.to.as_ref().is_none_or(|to| key <= to)
    }
}

/// Where a page lies: the number the engine gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PageNumber(u64);

/// What the tree of tables says of one.
pub(super) struct TableEntry {
    pub(super) name: Vec<u8>,
    /// Its root; an empty table has none.
    pub(super) root: Option<PageNumber>,
    /// How many entries it has. A page that is whole and yet not the one that belongs there shows in this alone.
    pub(super) length: u64,
}

/// The pages of a file in memory.
pub(super) struct Pages<'a> {
    bytes: &'a [u8],
    /// Bytes of a region, and of what comes in it before its pages.
    region: usize,
    before: usize,
}

impl<'a> Pages<'a> {
    /// The pages of a file. A header that makes no sense counts as that of a file of one region.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let count = |at: usize| number(bytes, at).unwrap_or_default() as usize;
        let (header, most) = (count(16), count(20));
        let sane = header <= 1 << 20 && (1..=1 << 20).contains(&most);
        let (header, most) = if sane { (header, most) } else { (0, 1 << 20) };
        Self { bytes, region: (header + most) * PAGE, before: header * PAGE }
    }

    /// The root of the tree of tables, in the commit that counts. The slot beside it holds the commit before, whose
    /// pages may have been used again: who cannot have the one is better off looking everywhere.
    pub(super) fn root(&self) -> Option<PageNumber> {
        let flags = self.bytes.get(9).copied().unwrap_or_default();
        let primary = usize::from(flags & PRIMARY != 0);
        let slot = if flags & UNFLUSHED == 0 { primary } else { 1 - primary };
        let slot = self.bytes.get(SLOTS[slot]..SLOTS[slot] + SLOT)?;
        if slot[1] == 0 { None } else { page_number(slot, 8) }
    }

    /// The tables, as far as the tree of tables can be read.
    pub(super) fn tables(&self, root: PageNumber) -> Vec<TableEntry> {
        let mut tables = Vec::new();
        self.walk::<Vec<u8>>(root, &mut |name, definition| {
            let has_root = definition.get(9).is_some_and(|flag| *flag != 0);
            let root = page_number(definition, 10).filter(|_| has_root);
            let length = definition.get(1..9).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes);
            tables.push(TableEntry { name, root, length });
        });
        tables
    }

    /// Shows every entry of a tree in the order of keys, and gives back the holes.
    pub(super) fn walk<K: RawKey>(&self, root: PageNumber, see: &mut dyn FnMut(K, &'a [u8])) -> Vec<Hole<K>> {
        let mut holes = Vec::new();
        let mut seen = HashSet::new();
        let mut ahead = vec![(root, 0, Hole { after: None, to: None })];
        while let Some((page, depth, range)) = ahead.pop() {
            let node = self.page(page).filter(|_| depth <= DEEPEST && seen.insert(page));
            match node.and_then(|bytes| Node::read(bytes, &range)) {
                Some(Node::Leaf(entries)) => entries.into_iter().for_each(|(key, value)| see(key, value)),
                Some(Node::Branch(children)) => {
                    ahead.extend(children.into_iter().rev().map(|(child, range)| (child, depth + 1, range)));
                }
                None => holes.push(range),
            }
        }
        holes
    }

    /// Shows whatever looks like an entry on any page of the file, used or free. The same key can come many times.
    pub(super) fn carve<K: RawKey>(&self, see: &mut dyn FnMut(K, &'a [u8])) {
        for start in (0..self.bytes.len()).step_by(PAGE) {
            for (key, value) in entries::<K>(&self.bytes[start..]) {
                see(key, value);
            }
        }
    }

    fn page(&self, PageNumber(number): PageNumber) -> Option<&'a [u8]> {
        let order = u32::try_from(number >> 59).ok()?;
        let size = PAGE.checked_shl(order)?;
        let index = usize::try_from(number & (0x000F_FFFF >> order)).ok()?;
        let region = usize::try_from((number >> 20) & 0x000F_FFFF).ok()?;
        let start = PAGE.checked_add(region.checked_mul(self.region)?)?.checked_add(self.before)?;
        let start = start.checked_add(index.checked_mul(size)?)?;
        self.bytes.get(start..start.checked_add(size)?)
    }
}

enum Node<'a, K> {
    Leaf(Vec<(K, &'a [u8])>),
    Branch(Vec<(PageNumber, Hole<K>)>),
}

impl<'a, K: RawKey> Node<'a, K> {
    /// A page as part of a tree, if that is what it is: its keys are in order and where the tree expects them.
    fn read(page: &'a [u8], range: &Hole<K>) -> Option<Self> {
        match *page.first()? {
            LEAF => {
                let entries = entries::<K>(page);
                let in_order = entries.windows(2).all(|two| two[0].0 < two[1].0);
                let whole = entries.len() == usize::from(short(page, 2)?);
                let at_home = entries.iter().all(|(key, _)| range.covers(key));
                (!entries.is_empty() && whole && in_order && at_home).then_some(Self::Leaf(entries))
            }
            BRANCH => children(page, range).map(Self::Branch),
            _ => None,
        }
    }
}

/// The entries of a leaf; those whose place on the page makes no sense are left out.
fn entries<K: RawKey>(page: &[u8]) -> Vec<(K, &[u8])> {
    let count = if page.first() == Some(&LEAF) { short(page, 2).map_or(0, usize::from) } else { 0 };
    let ends = if K::WIDTH.is_some() { count } else { 2 * count };
    let keys = 4 + 4 * ends;
    let key_end = |n: usize| match K::WIDTH {
        Some(width) => Some(keys + width * (n + 1)),
        None => number(page, 4 + 4 * n).map(|end| end as usize),
    };
    let value_end = |n: usize| number(page, 4 + 4 * (ends - count + n)).map(|end| end as usize);
    let entry = |n: usize| {
        let (key_start, value_start) = match n.checked_sub(1) {
            None => (keys, key_end(count - 1)?),
            Some(before) => (key_end(before)?, value_end(before)?),
        };
        let key = K::read(page.get(key_start..key_end(n)?)?)?;
        Some((key, page.get(value_start..value_end(n)?)?))
    };
    (0..count).filter_map(entry).collect()
}

/// The children of a branch, each with the keys it may hold.
fn children<K: RawKey>(page: &[u8], range: &Hole<K>) -> Option<Vec<(PageNumber, Hole<K>)>> {
    let keys = usize::from(short(page, 2)?);
    let numbers = 8 + 16 * (keys + 1);
    let ends = numbers + 8 * (keys + 1);
    let start = if K::WIDTH.is_some() { ends } else { ends + 4 * keys };
    let end = |n: usize| match K::WIDTH {
        Some(width) => Some(start + width * (n + 1)),
        None => number(page, ends + 4 * n).map(|end| end as usize),
    };
    let mut children = Vec::with_capacity(keys + 1);
    let mut after = range.after.clone();
    for n in 0..keys {
        let from = if n == 0 { start } else { end(n - 1)? };
        let key = K::read(page.get(from..end(n)?)?)?;
        if !range.covers(&key) || after.as_ref().is_some_and(|after| key <= *after) {
            return None;
        }
        children.push((page_number(page, numbers + 8 * n)?, Hole { after: after.replace(key.clone()), to: Some(key) }));
    }
    children.push((page_number(page, numbers + 8 * keys)?, Hole { after, to: range.to.clone() }));
    (keys > 0).then_some(children)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn page_number(bytes: &[u8], at: usize) -> Option<PageNumber> {
    Some(PageNumber(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?)))
}
