//! The walls around an installed program: wider than a worker's, since a program
//! must be loaded, and still without network, children, or any file to write.
//!
//! *landlock* opens to reading the folders of libraries and the program's own
//! tables, and lets no file be executed but the program and the loader. That a
//! name exists can be seen anywhere; what it holds, or a folder lists, cannot.
//! *seccomp* knows a list of calls: threads and reading, no process, no signal to
//! others, no change of any file's name or rights; a socket is refused.

use std::path::Path;

use landlock::{AccessFs, BitFlags, PathBeneath, PathFd, RulesetCreatedAttr};
use rustix::process::Resource;
use seccompiler::{SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};

use super::Allowance;
use super::walls::{self, CHILDREN, FILES, Outcome, install, plain};

/// Libraries, and the tables of the tools.
const READABLE: [&str; 10] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/usr/share/poppler",
];

/// Who loads a program has to be executed, too (System V ABI, "Program Interpreter").
const LOADERS: [&str; 3] =
    ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux-armhf.so.3"];

/// Raises the walls around what `program` will be, once this process has become it.
pub(crate) fn raise(allowance: Allowance, program: &Path) -> Outcome {
    walls::limit(allowance)?;
    read_libraries_alone(program)?;
    walls::set(Resource::Nofile, 64)?;
    speak_as_programs_do()
}

fn read_libraries_alone(program: &Path) -> Outcome {
    let reading: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::ReadDir;
    let mut rules = walls::nothing_granted()?;
    for path in READABLE {
        // What this system does not have needs no door.
        let Ok(opened) = PathFd::new(path) else { continue };
        rules = rules.add_rule(PathBeneath::new(opened, reading))?;
    }
    for path in LOADERS.iter().map(Path::new).chain([program]) {
        let Ok(opened) = PathFd::new(path) else { continue };
        rules = rules.add_rule(PathBeneath::new(opened, AccessFs::ReadFile | AccessFs::Execute))?;
    }
    rules.restrict_self()?;
    Ok(())
}

fn speak_as_programs_do() -> Outcome {
    let refused = |errno: i32| SeccompAction::Errno(errno.unsigned_abs());
    install(plain(&[libc::SYS_socket]), SeccompAction::Allow, refused(libc::EACCES))?;
    let mut children = plain(CHILDREN);
    children.insert(libc::SYS_clone, vec![SeccompRule::new(vec![without_thread()?])?]);
    install(children, SeccompAction::Allow, refused(libc::ENOSYS))?;
    let mut rules = plain(walls::ALLOWED);
    for calls in [FILES, CHILDREN, MORE] {
        rules.extend(plain(calls));
    }
    rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![walls::to_itself()?])?]);
    install(rules, SeccompAction::KillProcess, SeccompAction::Allow)
}

/// What loading a program takes, and reading with it.
const MORE: &[i64] = &[
    libc::SYS_execve,
    libc::SYS_socket,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_arch_prctl,
    libc::SYS_set_tid_address,
    libc::SYS_rseq,
    libc::SYS_prlimit64,
    libc::SYS_pread64,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_fstatfs,
    libc::SYS_getdents64,
    libc::SYS_fcntl,
    libc::SYS_dup,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_getcwd,
    libc::SYS_uname,
    libc::SYS_sysinfo,
    libc::SYS_umask,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_getrusage,
    libc::SYS_clock_getres,
];

/// Threads may be made, and nothing else that runs.
fn without_thread() -> Result<SeccompCondition, seccompiler::BackendError> {
    let thread: u32 = libc::CLONE_THREAD.unsigned_abs();
    SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(thread.into()), 0)
}
