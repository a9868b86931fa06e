"""Perennial: an open CRM for companies that live from customers who come back."""

__version__ = "0.1.0"
