//! Does the same to many things on all processors. Knows nothing of what it is.

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

/// Stack of each thread, in bytes: what reads or checks a vignette may go as deep as its brackets do.
pub const STACK: usize = 8 << 20;

/// Applies a function to each item, on as many threads as there are processors and items. The results are in the order of the items, whatever
/// the number of threads.
pub fn in_parallel<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    on_threads(items, processors(), work)
}

/// How many threads can work at once.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// The same on a given number of threads.
pub fn on_threads<T: Send, R: Send>(items: Vec<T>, threads: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let threads = threads.min(items.len());
    if threads < 2 {
        return items.into_iter().map(work).collect();
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let done = Mutex::new(Vec::new());
    let take = || {
        while let Some((at, item)) = next() {
            let result = work(item);
            if let Ok(mut done) = done.lock() {
                done.push((at, result));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Without another thread this one does all of it.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        }
        take();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does two things at once.
pub fn both<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        let first = first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (first, second)
    })
}

#[cfg(test)]
mod tests {
    use super::{both, on_threads};

    #[test]
    fn two_things_are_done_at_once() {
        // Each waits for the other.
        let (to_first, from_second) = std::sync::mpsc::channel();
        let (to_second, from_first) = std::sync::mpsc::channel();
        let (first, second) = both(
            move || (to_second.send(1), from_second.recv()),
            move || (to_first.send(2), from_first.recv()),
        );
        assert_eq!((first.1, second.1), (Ok(2), Ok(1)));
    }

    #[test]
    fn results_keep_the_order_of_the_items() {
        for threads in [0, 1, 2, 3, 200] {
            let squares = on_threads((0..100).collect(), threads, |number: u32| number * number);
            assert_eq!(squares, (0..100).map(|number| number * number).collect::<Vec<_>>());
        }
        assert!(on_threads(Vec::new(), 4, |number: u32| number).is_empty());
    }
}
