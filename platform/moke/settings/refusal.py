"""How the start is refused: with one sentence, and never with somebody's password in it."""

import re

PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")


class WrongSetting(SystemExit):
    """A setting that is wrong or half set. Ends the process with its sentence, not a traceback.

    An exit rather than an error, since web servers and commands alike let that one through.
    """

    def __init__(self, name: str, value: str, advice: str) -> None:
        super().__init__(f'{name} is "{without_password(value)}": {advice}')


class MissingSetting(SystemExit):
    """A setting that another one needs."""

    def __init__(self, name: str, *, needed_by: str, advice: str) -> None:
        super().__init__(f"{name} is missing, and {needed_by} needs it: {advice}")


def without_password(value: str) -> str:
    """Return an address as logs may show it."""
    return PASSWORD.sub("…", value)
