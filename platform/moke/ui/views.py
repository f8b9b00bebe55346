from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form went stale, in words, with the way back."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
