"""A body larger than its address takes is refused before it is read, by a real server."""

import contextlib
import socket
import time

import pytest

from tests.journeys.product import running

MIB = 1024**2
GIB = 1024**3
ADD = "/library/files/add/"
SIGN_IN = "/accounts/login/"
AT_ONCE_S = 3
PIECE = b"x" * MIB


@pytest.fixture(scope="module")
def server(django_db_setup, tmp_path_factory):
    with running(tmp_path_factory.mktemp("bodies")) as server:
        yield server


@pytest.fixture
def send(server):
    """Return a function that begins a request and hands back its sender."""
    with contextlib.ExitStack() as stack:
        yield lambda path, **headers: stack.enter_context(Sender(server, path, **headers))


class Sender(contextlib.AbstractContextManager):
    """A client that says what it is going to send, down to the socket."""

    def __init__(self, server, path, **headers):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Cookie: django_language=en"]
        lines += ["Content-Type: multipart/form-data; boundary=b"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())

    def __exit__(self, *problem):
        self.socket.close()

    def send_chunk(self, piece):
        self.socket.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    def status(self):
        answer = b""
        while b"\r\n\r\n" not in answer or b"</html>" not in answer:
            piece = self.socket.recv(65536)
            if not piece:
                break
            answer += piece
        self.answer = answer.decode()
        return int(self.answer.split(" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    ("path", "size_bytes"), [(ADD, 2 * GIB), (SIGN_IN, 17 * MIB), ("/nowhere/", 17 * MIB)]
)
def test_a_body_announced_as_too_large_is_refused_at_once(send, path, size_bytes):
    began = time.monotonic()
    sender = send(path, Content_Length=size_bytes)
    assert sender.status() == 413
    assert time.monotonic() - began < AT_ONCE_S
    assert "That is too large" in sender.answer


def test_who_asks_first_is_refused_without_sending(send):
    sender = send(ADD, Content_Length=2 * GIB, Expect="100-continue")
    assert sender.status() == 413
    assert "100 Continue" not in sender.answer
    assert sender.socket.recv(1) == b""


def test_who_keeps_sending_still_hears_the_answer(send):
    sender = send(ADD, Content_Length=2 * GIB)
    for _ in range(40):
        sender.socket.sendall(PIECE)
    assert sender.status() == 413


def test_a_body_of_unknown_length_is_cut_where_it_grows_too_large(send):
    sender = send(SIGN_IN, Transfer_Encoding="chunked")
    for _ in range(17):
        sender.send_chunk(PIECE)
    assert sender.status() == 413


def test_what_an_address_takes_is_read_whole(send):
    """Without the form's token the view refuses it, after all of it came."""
    small = send(SIGN_IN, Content_Length=15 * MIB)
    large = send(ADD, Content_Length=60 * MIB)
    for sender, pieces in ((small, 15), (large, 60)):
        for _ in range(pieces):
            sender.socket.sendall(PIECE)
        assert sender.status() == 403


def test_the_server_goes_on_serving(server):
    with socket.create_connection(("127.0.0.1", server.port)) as visitor:
        visitor.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert visitor.recv(12) == b"HTTP/1.1 200"
