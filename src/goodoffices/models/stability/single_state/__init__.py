"""One state: judged from the states around it, and why it is stable or not."""
