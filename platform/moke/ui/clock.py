def write_clock(seconds: float) -> str:
    """Write seconds as on a player: 1:02, 40:05, 1:00:00. Before the start it is 0:00."""
    minutes, s = divmod(max(int(seconds), 0), 60)
    hours, m = divmod(minutes, 60)
    return f"{hours}:{m:02}:{s:02}" if hours else f"{m}:{s:02}"
