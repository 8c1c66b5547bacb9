//! Small tables by vertex: what a `Vec` is, without a way to fall out of it.

/// A value for each vertex.
#[derive(Clone, Debug, Default)]
pub(super) struct Per<T>(Vec<T>);

impl<T: Copy + Default> Per<T> {
    pub fn new(len: usize, value: T) -> Self {
        Self(vec![value; len])
    }

    /// The value of a vertex.
    pub fn of(&self, at: u32) -> T {
        self.0.get(at as usize).copied().unwrap_or_default()
    }

    pub fn set(&mut self, at: u32, value: T) {
        if let Some(slot) = self.0.get_mut(at as usize) {
            *slot = value;
        }
    }
}

impl<T> FromIterator<T> for Per<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// For each vertex the vertices that it is linked with, in one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Links {
    /// From pairs, in their order.
    pub fn new(len: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; len + 1];
        for (from, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(from as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut starts {
            sum += *count;
            *count = sum;
        }
        let mut next = starts.clone();
        let mut ends = vec![0; sum as usize];
        for (from, to) in pairs {
            if let Some(at) = next.get_mut(from as usize)
                && let Some(slot) = ends.get_mut(*at as usize)
            {
                *slot = to;
                *at += 1;
            }
        }
        Self { starts, ends }
    }

    /// What a vertex is linked with.
    pub fn of(&self, at: u32) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).map_or(0, |&bound| bound as usize);
        self.ends
            .get(bound(at as usize)..bound(at as usize + 1))
            .unwrap_or_default()
    }
}
