//! Shuts this process in, before it has read one octet of a stranger's file.
//!
//! Three walls, each enough against most of what a hostile file could want:
//! *rlimits* (memory, processor time, no file may grow, none be opened),
//! *landlock* (no path of the file system, no TCP) and *seccomp* (a short list of
//! system calls; files and children are refused, whoever makes another call is dead). None can be taken down again.

#[cfg(all(target_os = "linux", feature = "formats"))]
mod tool;

#[cfg(feature = "formats")]
use std::path::Path;

use crate::limits::Confinement;

/// What the walls leave to a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Address space.
    pub memory_bytes: u64,
    /// Processor time over its whole life.
    pub cpu_seconds: u64,
}

/// Raises the walls that go up before any thread is started; returns the names of
/// those that could not be raised.
pub(crate) fn raise_outer(allowance: Allowance, confinement: Confinement) -> Vec<String> {
    let mut missing = Vec::new();
    // Bounds on memory and time protect the machine, whatever was waived.
    if walls::limit(allowance).is_err() {
        missing.push("rlimits".to_owned());
    }
    if confinement == Confinement::Required {
        if walls::leave_the_files().is_err() {
            missing.push("landlock".to_owned());
        }
        if walls::open_nothing().is_err() {
            missing.push("rlimits".to_owned());
        }
    } else {
        missing.clear();
    }
    missing
}

/// Raises the last wall, for all threads; `false` if the system has none.
pub(crate) fn raise_inner(confinement: Confinement) -> bool {
    confinement == Confinement::Waived || walls::speak_to_pipes_alone().is_ok()
}

/// Raises the walls around `program`, which this process is about to become;
/// `false` if one is missing.
#[cfg(feature = "formats")]
pub(crate) fn raise_around(program: &Path, allowance: Allowance, confinement: Confinement) -> bool {
    match confinement {
        Confinement::Required => walls::around(program, allowance).is_ok(),
        Confinement::Waived => walls::limit(allowance).is_ok() || cfg!(not(target_os = "linux")),
    }
}

#[cfg(target_os = "linux")]
mod walls {
    use std::collections::BTreeMap;
    use std::error::Error;
    #[cfg(feature = "formats")]
    use std::path::Path;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreated,
        Scope,
    };
    use rustix::process::{Resource, Rlimit, setrlimit};
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule,
    };

    use super::Allowance;

    pub(super) type Outcome = Result<(), Box<dyn Error>>;

    #[cfg(feature = "formats")]
    pub(super) fn around(program: &Path, allowance: Allowance) -> Outcome {
        super::tool::raise(allowance, program)
    }

    pub(super) fn limit(allowance: Allowance) -> Outcome {
        set(Resource::As, allowance.memory_bytes)?;
        set(Resource::Fsize, 0)?;
        set(Resource::Core, 0)?;
        // The soft limit tells why (`SIGXCPU`), the hard one does not.
        let (current, maximum) = (Some(allowance.cpu_seconds), Some(allowance.cpu_seconds + 1));
        Ok(setrlimit(Resource::Cpu, Rlimit { current, maximum })?)
    }

    /// Landlock itself needs a file descriptor: this comes after it.
    pub(super) fn open_nothing() -> Outcome {
        set(Resource::Nofile, 3)
    }

    pub(super) fn set(resource: Resource, most: u64) -> Outcome {
        Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
    }

    /// Every access to files is handled and none is granted. Network and scopes
    /// came later; where the kernel has none of these, seccomp stands there.
    pub(super) fn leave_the_files() -> Outcome {
        nothing_granted()?.restrict_self()?;
        Ok(())
    }

    pub(super) fn nothing_granted() -> Result<RulesetCreated, Box<dyn Error>> {
        Ok(Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(ABI::V1))?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(ABI::V5))?
            .handle_access(AccessNet::from_all(ABI::V4))?
            .scope(Scope::from_all(ABI::V6))?
            .create()?)
    }

    pub(super) fn speak_to_pipes_alone() -> Outcome {
        // Of several filters the strictest answer counts: the last one may let
        // through what the first two refuse.
        let others = SeccompAction::Allow;
        install(plain(FILES), others.clone(), SeccompAction::Errno(libc::EACCES.unsigned_abs()))?;
        install(plain(CHILDREN), others, SeccompAction::Errno(libc::ENOSYS.unsigned_abs()))?;
        let mut rules = plain(ALLOWED);
        rules.extend(plain(FILES));
        rules.extend(plain(CHILDREN));
        for call in [libc::SYS_mmap, libc::SYS_mprotect] {
            rules.insert(call, vec![SeccompRule::new(vec![without_exec()?])?]);
        }
        rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![to_itself()?])?]);
        install(rules, SeccompAction::KillProcess, SeccompAction::Allow)
    }

    pub(super) type Rules = BTreeMap<i64, Vec<SeccompRule>>;

    pub(super) fn plain(calls: &[i64]) -> Rules {
        calls.iter().map(|call| (*call, Vec::new())).collect()
    }

    pub(super) fn install(rules: Rules, others: SeccompAction, these: SeccompAction) -> Outcome {
        let filter = SeccompFilter::new(rules, others, these, std::env::consts::ARCH.try_into()?)?;
        let program: BpfProgram = filter.try_into()?;
        Ok(seccompiler::apply_filter_all_threads(&program)?)
    }

    /// Refused, and no death: the C library and thread pools look at files of the
    /// system (`/proc/sys/vm/overcommit_memory`) and do well without.
    pub(super) const FILES: &[i64] = &[
        #[cfg(target_arch = "x86_64")]
        libc::SYS_open,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_stat,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_readlink,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_access,
        libc::SYS_openat,
        libc::SYS_newfstatat,
        libc::SYS_statx,
        libc::SYS_readlinkat,
        libc::SYS_faccessat,
    ];

    /// "There is no such call": thread pools then work on the thread they have.
    pub(super) const CHILDREN: &[i64] = &[
        #[cfg(target_arch = "x86_64")]
        libc::SYS_fork,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_vfork,
        libc::SYS_clone,
        libc::SYS_clone3,
    ];

    /// Pipes, memory, time, threads that are there, and an end.
    pub(super) const ALLOWED: &[i64] = &[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_gettimeofday,
        libc::SYS_getrandom,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_set_robust_list,
    ];

    /// No page is made that can be executed.
    fn without_exec() -> Result<SeccompCondition, seccompiler::BackendError> {
        let exec = libc::PROT_EXEC.unsigned_abs().into();
        SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(exec), 0)
    }

    /// `abort` signals the thread that calls it; nobody else is signalled.
    pub(super) fn to_itself() -> Result<SeccompCondition, seccompiler::BackendError> {
        SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, std::process::id().into())
    }
}

#[cfg(not(target_os = "linux"))]
mod walls {
    use super::Allowance;

    pub(super) fn limit(_: Allowance) -> Result<(), ()> {
        Err(())
    }

    pub(super) fn open_nothing() -> Result<(), ()> {
        Err(())
    }

    pub(super) fn leave_the_files() -> Result<(), ()> {
        Err(())
    }

    pub(super) fn speak_to_pipes_alone() -> Result<(), ()> {
        Err(())
    }

    #[cfg(feature = "formats")]
    pub(super) fn around(_: &std::path::Path, _: Allowance) -> Result<(), ()> {
        Err(())
    }
}
