//! Work shared out over threads and taken back in its order: the output does not tell how many
//! there were.

use std::convert::Infallible;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{Scope, ScopedJoinHandle};
use std::{panic, thread};

/// How many items a thread does at most before it hands them over.
const MAX_BATCH_LEN: usize = 16;
/// How many shares of few items each thread gets, so that none waits long for another.
const MIN_BATCHES_PER_THREAD: usize = 8;
/// How many shares a thread may be ahead of what was taken: what bounds memory.
const MAX_BATCHES_AHEAD: usize = 4;

/// What reading the deepest source that is allowed needs, many times over: each thread has as much. A
/// page of it costs nothing before it is used.
pub const THREAD_STACK_BYTES: usize = 16 << 20;

/// Starts a thread.
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let thread = thread::Builder::new().stack_size(THREAD_STACK_BYTES);
    let started = thread.spawn_scoped(scope, work);
    started.expect("a process can start a thread")
}

/// As many threads as were asked for; `None` is as many as the machine has.
pub fn thread_count(asked: Option<NonZero<usize>>) -> NonZero<usize> {
    asked
        .or_else(|| thread::available_parallelism().ok())
        .unwrap_or(NonZero::<usize>::MIN)
}

/// Does two pieces of work side by side where there is more than one thread.
pub fn join<A: Send, B>(
    threads: NonZero<usize>,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if threads.get() == 1 {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = spawn(scope, one);
        let other = other();
        // What panicked there panics here.
        let one = one.join().unwrap_or_else(|why| panic::resume_unwind(why));
        (one, other)
    })
}

/// Does `work` for each of `items` on so many threads, and gives the results to `take`, on this
/// thread and in the order of the items. Of results only a few hundred are ever lock_ignoring_poison.
///
/// # Errors
/// What `take` says; then no more work is done.
pub fn for_each_in_order<T: Sync, R: Send, E>(
    items: &[T],
    threads: NonZero<usize>,
    work: impl Fn(&T) -> R + Sync,
    take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    for_each_in_order_with(items, threads, || (), |(), item| work(item), take)
}

/// The same where each thread has something at hand that grows with its work.
///
/// # Errors
/// What `take` says; then no more work is done.
pub fn for_each_in_order_with<T: Sync, R: Send, S, E>(
    items: &[T],
    threads: NonZero<usize>,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let work = |state: &mut S, share: &[T]| -> Vec<R> {
        share.iter().map(|item| work(state, item)).collect()
    };
    for_each_batch_in_order(items, threads, start, work, |done| {
        done.into_iter().try_for_each(&mut take)
    })
}

/// The same where a thread does better with a few items at a time: `work` and `take` are given
/// shares of at most [`MAX_BATCH_LEN`] items that follow one another.
///
/// # Errors
/// What `take` says; then no more work is done.
pub fn for_each_batch_in_order<T: Sync, R: Send, S, E>(
    items: &[T],
    threads: NonZero<usize>,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &[T]) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if threads.get() == 1 || items.len() <= MAX_BATCH_LEN {
        let mut state = start();
        let mut shares = items.chunks(MAX_BATCH_LEN);
        return shares.try_for_each(|share| take(work(&mut state, share)));
    }
    let (start, work, threads) = (&start, &work, threads.get());
    thread::scope(|scope| {
        // Shares go round, so that the next one is always known to come from the next thread.
        let size = items
            .len()
            .div_ceil(threads * MIN_BATCHES_PER_THREAD)
            .min(MAX_BATCH_LEN);
        let done: Vec<Receiver<R>> = (0..threads)
            .map(|first| {
                let (give, done) = sync_channel(MAX_BATCHES_AHEAD);
                spawn(scope, move || {
                    let mut state = start();
                    for share in items.chunks(size).skip(first).step_by(threads) {
                        // Nobody takes any more: something failed.
                        if give.send(work(&mut state, share)).is_err() {
                            return;
                        }
                    }
                });
                done
            })
            .collect();
        let shares = items.len().div_ceil(size);
        for from in done.iter().cycle().take(shares) {
            let Ok(results) = from.recv() else {
                // That thread panicked: the scope passes it on.
                break;
            };
            take(results)?;
        }
        Ok(())
    })
}

/// What `work` makes of each of `items`, in their order: [`for_each_in_order`] where all is kept.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    threads: NonZero<usize>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let mut done = Vec::with_capacity(items.len());
    let all: Result<(), Infallible> = for_each_in_order(items, threads, work, |one| {
        done.push(one);
        Ok(())
    });
    all.unwrap_or_else(|never| match never {});
    done
}

/// What a lock guards, also where someone failed while holding it: only for what is never half done.
pub fn lock_ignoring_poison<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn doubled(count: u32, threads: usize) -> Vec<u32> {
        let items: Vec<u32> = (0..count).collect();
        let mut taken = Vec::new();
        let threads = NonZero::new(threads).expect("some");
        let done: Result<(), ()> = for_each_in_order(
            &items,
            threads,
            |n| n * 2,
            |n| {
                taken.push(n);
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        taken
    }

    #[test]
    fn both_are_done_on_any_number_of_threads() {
        for threads in [1, 2] {
            let threads = NonZero::new(threads).expect("not none");
            assert_eq!(join(threads, || 1, || "two"), (1, "two"));
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 16, 17, 1000] {
            let one = doubled(count, 1);
            assert_eq!(one.len(), count as usize);
            for threads in [2, 3, 8] {
                assert_eq!(doubled(count, threads), one, "{count} on {threads}");
            }
        }
    }

    #[test]
    fn all_of_it_is_kept_in_the_order_of_the_items() {
        let items: Vec<i32> = (0..100).collect();
        let two = NonZero::new(2).expect("some");
        let more: Vec<i32> = (1..101).collect();
        assert_eq!(map(&items, two, |n| n + 1), more);
        assert!(map(&items[..0], two, |n| n + 1).is_empty());
    }

    #[test]
    fn as_many_threads_work_as_were_asked_for() {
        let asked = NonZero::new(3).expect("some");
        assert_eq!(thread_count(Some(asked)), asked);
        let machine = thread::available_parallelism().expect("it tells");
        assert_eq!(thread_count(None), machine);
        let items = vec![(); 1000];
        for (count, used) in [(1, 1), (3, 3)] {
            let count = NonZero::new(count).expect("some");
            let who = map(&items, count, |()| thread::current().id());
            let who: HashSet<_> = who.into_iter().collect();
            assert_eq!(who.len(), used);
            assert_eq!(who.contains(&thread::current().id()), used == 1);
        }
    }

    #[test]
    fn who_takes_may_stop() {
        let items = vec![(); 10_000];
        let threads = NonZero::new(4).expect("some");
        let mut taken = 0;
        let stopped = for_each_in_order(
            &items,
            threads,
            |()| (),
            |()| {
                taken += 1;
                if taken == 100 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((stopped, taken), (Err("enough"), 100));
    }
}
