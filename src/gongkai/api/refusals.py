"""What could not be answered, said so that a person can go on: the same shape as everywhere on the site."""

from typing import Any


class ApiRefusal(Exception):
    """Answered as `{"error": {"title", "message", "advice"}}` with the status; `more` stands beside it."""

    def __init__(
        self, status: int, title: str, message: str, advice: str = "", **more: Any
    ) -> None:
        super().__init__(message)
        self.status = status
        self.title = title
        self.message = message
        self.advice = advice
        self.more = more

    def body(self) -> dict[str, Any]:
        said = {"title": self.title, "message": self.message, "advice": self.advice}
        return {"error": said, **self.more}


def missing(what: str, advice: str) -> ApiRefusal:
    return ApiRefusal(404, f"没有{what}", f"这里没有公开过这样的{what}。", advice)
