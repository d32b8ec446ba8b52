//! Places where a test can stop a writer, as a kill or a full disk would.
//!
//! One step for every arrow of the write order. Without `cfg(test)` or the
//! feature `failpoints`, a step is nothing. Arming is per thread: the writer
//! takes its steps on the thread that called it.

/// A place in the write order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(any(test, feature = "failpoints")), allow(dead_code))]
pub enum Step {
    /// Before each frame is written.
    Write,
    /// All is written, nothing synced.
    BeforeSync,
    /// The commit: synced, not yet in the catalogue.
    AfterSync,
    /// In the catalogue, the caller not yet told.
    AfterCatalogue,
    /// Before a torn tail is cut.
    Cut,
    /// Before the end mark of a full pack is written.
    Ending,
    /// The end mark is written, the pack not yet renamed.
    BeforeRename,
    /// The pack is renamed, its directory not yet synced.
    AfterRename,
    /// Rows of a view are entered, their transaction not yet committed.
    BeforeView,
    /// Rows of a view are committed, the caller not yet told.
    AfterView,
    /// Lines of `keys/` are written, nothing synced.
    BeforeLines,
    /// Lines of `keys/` are synced, their digest not yet noted.
    AfterLines,
}

#[cfg(not(any(test, feature = "failpoints")))]
#[inline(always)]
pub(crate) fn step(_step: Step) -> std::io::Result<()> {
    Ok(())
}

#[cfg(any(test, feature = "failpoints"))]
pub use armed::{Action, arm, disarm, is_dead};

#[cfg(any(test, feature = "failpoints"))]
pub(crate) use armed::step;

#[cfg(any(test, feature = "failpoints"))]
mod armed {
    use std::cell::Cell;
    use std::io;

    use super::Step;

    /// What happens at an armed step.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Action {
        /// The disk is full, once.
        DiskFull,
        /// Nothing more is done by this thread's writers, as after `kill -9`.
        Kill,
        /// The process ends on the spot.
        #[cfg_attr(not(feature = "failpoints"), allow(dead_code))]
        Abort,
    }

    thread_local! {
        static ARMED: Cell<Option<(Step, u32, Action)>> = const { Cell::new(None) };
        static DEAD: Cell<bool> = const { Cell::new(false) };
    }

    /// Lets `action` happen at the `nth` coming passage (from 0) of `step` on this thread.
    pub fn arm(step: Step, nth: u32, action: Action) {
        ARMED.set(Some((step, nth, action)));
    }

    /// Lets this thread write again.
    pub fn disarm() {
        ARMED.set(None);
        DEAD.set(false);
    }

    /// Says whether a kill has happened since the last [`disarm`].
    pub fn is_dead() -> bool {
        DEAD.get()
    }

    pub(crate) fn step(here: Step) -> io::Result<()> {
        if DEAD.get() {
            return Err(io::Error::other("failpoint: killed"));
        }
        match ARMED.get() {
            Some((step, 0, action)) if step == here => {
                ARMED.set(None);
                act(action)
            }
            Some((step, more, action)) if step == here => {
                ARMED.set(Some((step, more - 1, action)));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn act(action: Action) -> io::Result<()> {
        match action {
            Action::DiskFull => Err(io::ErrorKind::StorageFull.into()),
            Action::Kill => {
                DEAD.set(true);
                Err(io::Error::other("failpoint: killed"))
            }
            Action::Abort => std::process::abort(),
        }
    }
}
