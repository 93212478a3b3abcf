"""How staff choose a policy document."""

from django import forms


class DocumentChoice(forms.ModelChoiceField):
    """Documents with their day: a number is given anew every year."""

    def label_from_instance(self, obj):
        return f"{obj.number}, {obj.issued_on:%d/%m/%Y}"
