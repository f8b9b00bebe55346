from django import forms

GREATEST_CHANGE = 2**31 - 1


class VisitForm(forms.Form):
    """What the page of a room says when it is left."""

    change = forms.IntegerField(min_value=0, max_value=GREATEST_CHANGE)
