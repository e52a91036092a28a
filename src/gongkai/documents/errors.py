"""Why a file could not be read or written, said so that the person can act."""

import errno

_SAID = {
    errno.ENOENT: "没有这个文件或者目录",
    errno.EISDIR: "这是目录，不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.EADDRINUSE: "已经被别的程序占用",
}


def why_not(error: OSError) -> str:
    """The system's reason in Chinese, without a full stop; the system itself says it in English."""
    return _SAID.get(error.errno or 0, f"系统错误 {error.errno or '未知'}")


class DocumentError(Exception):
    """A sentence in Chinese that says what is wrong; `advice` says what to do next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str]]:
        return type(self), (self.message, self.advice)


class Unreadable(DocumentError):
    """The file is damaged, encrypted, too large, or of a kind that cannot be read."""


class NotAReport(DocumentError):
    """The file can be read, but no annual report was found in it."""


class RoundTripFailure(DocumentError):
    """What was written does not read back as the same report; no file is left."""
