//! The pages of the engine's file, read without the engine.
//!
//! The engine trusts its pages: where one makes no sense it panics, and what lies behind it is out of reach. Here
//! every offset is checked before it is followed, so that around a broken page everything else is still found. What
//! is found is proved by the envelope each value travels in, whose checksum covers table and key as well.
//!
//! That a page is the one last written in its place is proved by the checksum the engine keeps of it in the page above,
//! up to the commit slot of the header. A page that differs from it is read all the same, and everything on it and under
//! it called doubtful: it may be whole but for one value, or an older page. Of what is found by sweeping the file
//! without its parents nothing can be told but that it was once written.
//!
//! The layout is that of the format version 3 of redb 4.6.0, to which `Cargo.toml` pins the engine; a test compares
//! with what the engine itself reads, so another layout does not pass unnoticed.

use std::collections::HashSet;

use twox_hash::XxHash3_128;

/// Size of a page of order 0.
const PAGE: usize = 4096;

/// Where the two commit slots of the header are, and how long one is.
const SLOTS: [usize; 2] = [64, 192];
const SLOT: usize = 128;

/// Where a slot has its root, the number of its commit and the checksum of all before.
const SLOT_ROOT: usize = 8;
const SLOT_COMMIT: usize = 104;
const SLOT_CHECKSUM: usize = 112;

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
        long(bytes)
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

/// What leads to a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    page: PageNumber,
    /// What the bytes of the page must add up to.
    checksum: u128,
    /// Whether everything from the header down to here is what was last written.
    sound: bool,
}

impl Link {
    /// Whether it is what was last written.
    pub(super) fn is_sound(&self) -> bool {
        self.sound
    }

    /// Out of the bytes that stand for a root.
    fn read(bytes: &[u8], at: usize, sound: bool) -> Option<Self> {
        Some(Self { page: page_number(bytes, at)?, checksum: checksum(bytes, at + 8)?, sound })
    }
}

/// What the tree of tables says of one.
pub(super) struct TableEntry {
    pub(super) name: Vec<u8>,
    /// Its root; an empty table has none.
    pub(super) root: Option<Link>,
    /// How many entries it has.
    pub(super) length: u64,
    /// Whether all this is what was last written.
    pub(super) sound: bool,
}

/// Keys of a tree that cannot be told for certain.
pub(super) struct Gaps<K> {
    /// Their page makes no sense.
    pub(super) holes: Vec<Hole<K>>,
    /// Their page, or one above it, is not the one last written: what was shown of them may be older, and some may be
    /// missing.
    pub(super) doubtful: Vec<Hole<K>>,
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
    pub(super) fn root(&self) -> Option<Link> {
        let slot = self.slot(self.counting())?;
        if slot[1] == 0 { None } else { Link::read(slot, SLOT_ROOT, is_sealed(slot)) }
    }

    /// Whether no commit is known that came after the one that counts. A session killed while it commits leaves one, as
    /// does a flipped bit in the part of the header that has no checksum.
    pub(super) fn is_latest(&self) -> bool {
        let commit = |slot: &[u8]| slot.get(SLOT_COMMIT..SLOT_CHECKSUM).and_then(long);
        let other = self.slot(1 - self.counting()).filter(|slot| is_sealed(slot));
        let counting = self.slot(self.counting());
        other.is_none_or(|other| commit(other) <= counting.and_then(commit))
    }

    fn counting(&self) -> usize {
        let flags = self.bytes.get(9).copied().unwrap_or_default();
        let primary = usize::from(flags & PRIMARY != 0);
        if flags & UNFLUSHED == 0 { primary } else { 1 - primary }
    }

    fn slot(&self, which: usize) -> Option<&'a [u8]> {
        self.bytes.get(SLOTS[which]..SLOTS[which] + SLOT)
    }

    /// The tables, as far as the tree of tables can be read.
    pub(super) fn tables(&self, root: Link) -> Vec<TableEntry> {
        let mut tables = Vec::new();
        self.walk::<Vec<u8>>(root, &mut |name, definition, sound| {
            let has_root = definition.get(9).is_some_and(|flag| *flag != 0);
            let root = Link::read(definition, 10, sound).filter(|_| has_root);
            let length = definition.get(1..9).and_then(long).unwrap_or(0);
            tables.push(TableEntry { name, root, length, sound });
        });
        tables
    }

    /// Shows every entry of a tree in the order of keys, with whether it is the one last written, and gives back what
    /// cannot be told.
    pub(super) fn walk<K: RawKey>(&self, root: Link, see: &mut dyn FnMut(K, &'a [u8], bool)) -> Gaps<K> {
        let all = Hole { after: None, to: None };
        let doubtful = if root.sound { Vec::new() } else { vec![all.clone()] };
        let mut gaps = Gaps { holes: Vec::new(), doubtful };
        let mut seen = HashSet::new();
        let mut ahead = vec![(root, 0, all)];
        while let Some((link, depth, range)) = ahead.pop() {
            let page = self.page(link.page).filter(|_| depth <= DEEPEST && seen.insert(link.page));
            let Some((page, node)) = page.and_then(|page| Some((page, Node::read(page, &range)?))) else {
                gaps.holes.push(range);
                continue;
            };
            let sound = link.sound && adds_up::<K>(page, link.checksum);
            if link.sound && !sound {
                gaps.doubtful.push(range);
            }
            match node {
                Node::Leaf(entries) => entries.into_iter().for_each(|(key, value)| see(key, value, sound)),
                Node::Branch(children) => ahead.extend(
                    children.into_iter().rev().map(|(child, range)| (Link { sound, ..child }, depth + 1, range)),
                ),
            }
        }
        gaps
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
    Branch(Vec<(Link, Hole<K>)>),
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
fn children<K: RawKey>(page: &[u8], range: &Hole<K>) -> Option<Vec<(Link, Hole<K>)>> {
    let keys = usize::from(short(page, 2)?);
    let (numbers, ends) = (branch_numbers(keys), branch_ends(keys));
    let child = |n: usize| {
        let page_number = page_number(page, numbers + 8 * n)?;
        Some(Link { page: page_number, checksum: checksum(page, BRANCH_CHECKSUMS + 16 * n)?, sound: true })
    };
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
        children.push((child(n)?, Hole { after: after.replace(key.clone()), to: Some(key) }));
    }
    children.push((child(keys)?, Hole { after, to: range.to.clone() }));
    (keys > 0).then_some(children)
}

/// Where a branch of so many keys has the checksums of its children, their numbers, and the ends of its keys.
const BRANCH_CHECKSUMS: usize = 8;

fn branch_numbers(keys: usize) -> usize {
    BRANCH_CHECKSUMS + 16 * (keys + 1)
}

fn branch_ends(keys: usize) -> usize {
    branch_numbers(keys) + 8 * (keys + 1)
}

/// Whether the bytes of a page add up to what the page above says; what lies behind its last entry does not count.
fn adds_up<K: RawKey>(page: &[u8], checksum: u128) -> bool {
    used::<K>(page).and_then(|end| page.get(..end)).is_some_and(|used| XxHash3_128::oneshot(used) == checksum)
}

/// The bytes of a page that mean something.
fn used<K: RawKey>(page: &[u8]) -> Option<usize> {
    let count = usize::from(short(page, 2)?);
    let end = |at: usize| number(page, at).map(|end| end as usize);
    match (*page.first()?, K::WIDTH) {
        (LEAF, Some(_)) => end(4 * count),
        (LEAF, None) => end(8 * count),
        (BRANCH, Some(width)) => Some(branch_ends(count) + width * count),
        (BRANCH, None) => end(branch_ends(count) + 4 * count.checked_sub(1)?),
        _ => None,
    }
}

/// Whether a commit slot is what was written.
fn is_sealed(slot: &[u8]) -> bool {
    slot.get(..SLOT_CHECKSUM).is_some_and(|before| checksum(slot, SLOT_CHECKSUM) == Some(XxHash3_128::oneshot(before)))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn long(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

fn page_number(bytes: &[u8], at: usize) -> Option<PageNumber> {
    bytes.get(at..at + 8).and_then(long).map(PageNumber)
}

fn checksum(bytes: &[u8], at: usize) -> Option<u128> {
    Some(u128::from_le_bytes(bytes.get(at..at + 16)?.try_into().ok()?))
}
