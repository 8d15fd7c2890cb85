"""`python -m wargame` is `wargame`."""

from wargame.cli import main

if __name__ == "__main__":
    main()
