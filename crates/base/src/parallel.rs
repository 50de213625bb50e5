//! Loops spread over threads whose results arrive in the order of their input.
//!
//! The output of a build therefore does not depend on the number of threads. Nothing here is a
//! thread pool: each call starts its threads and ends with them.

use std::convert::Infallible;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{Scope, ScopedJoinHandle};
use std::{panic, thread};

/// The largest number of items that a thread processes before it passes on their results.
const MAX_BATCH_LEN: usize = 16;
/// The number of batches each thread gets at least if there are enough items. Threads whose items
/// take longer then delay the others less.
const MIN_BATCHES_PER_THREAD: usize = 8;
/// The number of finished batches that a thread may queue before it waits. Bounds memory.
const MAX_QUEUED_BATCHES: usize = 4;

/// The stack size of each thread, in bytes: many times what the most deeply nested source needs.
/// The operating system allocates a page of it only when it is used.
pub const THREAD_STACK_BYTES: usize = 16 << 20;

/// Starts a scoped thread with a stack of [`THREAD_STACK_BYTES`].
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let thread = thread::Builder::new().stack_size(THREAD_STACK_BYTES);
    let started = thread.spawn_scoped(scope, work);
    started.expect("a process can start a thread")
}

/// Returns the number of threads to use: `requested`, or the machine's parallelism for `None`.
pub fn thread_count(requested: Option<NonZero<usize>>) -> NonZero<usize> {
    requested
        .or_else(|| thread::available_parallelism().ok())
        .unwrap_or(NonZero::<usize>::MIN)
}

/// Runs two closures and returns both results. With more than one thread, `first` runs on a thread
/// of its own and `second` on this one.
///
/// # Panics
/// If one of the closures panics.
pub fn join<A: Send, B>(
    threads: NonZero<usize>,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> (A, B) {
    if threads.get() == 1 {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = spawn(scope, first);
        let second = second();
        let first = first
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload));
        (first, second)
    })
}

/// Calls `work` for each of `items` on up to `threads` threads, and passes the results to
/// `consume` on this thread, in the order of the items.
///
/// At most a few hundred results exist at a time, however many items there are.
///
/// # Errors
/// The first error of `consume`; the remaining items are then skipped.
pub fn for_each_in_order<T: Sync, R: Send, E>(
    items: &[T],
    threads: NonZero<usize>,
    work: impl Fn(&T) -> R + Sync,
    consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    for_each_in_order_with(items, threads, || (), |(), item| work(item), consume)
}

/// Like [`for_each_in_order`], with a state for each thread that `init` creates and every call of
/// `work` on that thread may change.
///
/// # Errors
/// The first error of `consume`; the remaining items are then skipped.
pub fn for_each_in_order_with<T: Sync, R: Send, S, E>(
    items: &[T],
    threads: NonZero<usize>,
    init: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let work = |state: &mut S, batch: &[T]| -> Vec<R> {
        batch.iter().map(|item| work(state, item)).collect()
    };
    for_each_batch_in_order(items, threads, init, work, |results| {
        results.into_iter().try_for_each(&mut consume)
    })
}

/// Like [`for_each_in_order_with`], for work that is faster on several items at once: `work` takes
/// a batch of consecutive items, at most 16 of them.
///
/// # Errors
/// The first error of `consume`; the remaining items are then skipped.
pub fn for_each_batch_in_order<T: Sync, R: Send, S, E>(
    items: &[T],
    threads: NonZero<usize>,
    init: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &[T]) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if threads.get() == 1 || items.len() <= MAX_BATCH_LEN {
        let mut state = init();
        let mut batches = items.chunks(MAX_BATCH_LEN);
        return batches.try_for_each(|batch| consume(work(&mut state, batch)));
    }
    let (init, work, threads) = (&init, &work, threads.get());
    thread::scope(|scope| {
        // Batches are dealt out round-robin, so that the thread of the next one is always known.
        let batch_len = items
            .len()
            .div_ceil(threads * MIN_BATCHES_PER_THREAD)
            .min(MAX_BATCH_LEN);
        let receivers: Vec<Receiver<R>> = (0..threads)
            .map(|thread| {
                let (sender, receiver) = sync_channel(MAX_QUEUED_BATCHES);
                spawn(scope, move || {
                    let mut state = init();
                    for batch in items.chunks(batch_len).skip(thread).step_by(threads) {
                        // The receiver is gone: `consume` failed.
                        if sender.send(work(&mut state, batch)).is_err() {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        let batch_count = items.len().div_ceil(batch_len);
        for receiver in receivers.iter().cycle().take(batch_count) {
            let Ok(result) = receiver.recv() else {
                // That thread panicked; the scope passes the panic on.
                break;
            };
            consume(result)?;
        }
        Ok(())
    })
}

/// Returns the results of `work` for each of `items`, in their order. Keeps all results, unlike
/// [`for_each_in_order`].
pub fn map<T: Sync, R: Send>(
    items: &[T],
    threads: NonZero<usize>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let mut results = Vec::with_capacity(items.len());
    let done: Result<(), Infallible> = for_each_in_order(items, threads, work, |result| {
        results.push(result);
        Ok(())
    });
    done.unwrap_or_else(|never| match never {});
    results
}

/// Locks `mutex`, even if a thread panicked while holding it. Use it only for values that are
/// consistent after every single change.
pub fn lock_ignoring_poison<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn non_zero(count: usize) -> NonZero<usize> {
        NonZero::new(count).expect("the count is not zero")
    }

    /// Doubles the numbers below `count` on `threads` threads.
    fn doubled(count: u32, threads: usize) -> Vec<u32> {
        let items: Vec<u32> = (0..count).collect();
        let mut results = Vec::new();
        let done: Result<(), ()> = for_each_in_order(
            &items,
            non_zero(threads),
            |n| n * 2,
            |n| {
                results.push(n);
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        results
    }

    #[test]
    fn join_returns_both_results_on_one_and_two_threads() {
        for threads in [1, 2] {
            assert_eq!(join(non_zero(threads), || 1, || "two"), (1, "two"));
        }
    }

    #[test]
    fn results_arrive_in_the_order_of_the_items() {
        for count in [0, 1, 16, 17, 1000] {
            let sequential = doubled(count, 1);
            assert_eq!(sequential.len(), count as usize);
            for threads in [2, 3, 8] {
                assert_eq!(doubled(count, threads), sequential, "{count} on {threads}");
            }
        }
    }

    #[test]
    fn map_keeps_the_order_of_the_items() {
        let items: Vec<i32> = (0..100).collect();
        let incremented: Vec<i32> = (1..101).collect();
        assert_eq!(map(&items, non_zero(2), |n| n + 1), incremented);
        assert!(map(&items[..0], non_zero(2), |n| n + 1).is_empty());
    }

    #[test]
    fn uses_the_requested_number_of_threads() {
        let requested = non_zero(3);
        assert_eq!(thread_count(Some(requested)), requested);
        let available = thread::available_parallelism().expect("the machine reports it");
        assert_eq!(thread_count(None), available);
        let items = vec![(); 1000];
        for (requested, used) in [(1, 1), (3, 3)] {
            let ids = map(&items, non_zero(requested), |()| thread::current().id());
            let ids: HashSet<_> = ids.into_iter().collect();
            assert_eq!(ids.len(), used);
            assert_eq!(ids.contains(&thread::current().id()), used == 1);
        }
    }

    #[test]
    fn stops_at_the_first_error_of_the_consumer() {
        let items = vec![(); 10_000];
        let mut consumed = 0;
        let stopped = for_each_in_order(
            &items,
            non_zero(4),
            |()| (),
            |()| {
                consumed += 1;
                if consumed == 100 {
                    Err("enough")
                } else {
                    Ok(())
                }
            },
        );
        assert_eq!((stopped, consumed), (Err("enough"), 100));
    }
}
