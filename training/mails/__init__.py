"""Who of training is told what: builders of mails, one module per subject."""
