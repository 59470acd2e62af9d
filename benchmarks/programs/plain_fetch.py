"""Asks for the addresses on stdin, one after the other on one connection, and throws the answers away: plain httpx."""

import sys

import httpx

if __name__ == "__main__":
    with httpx.Client() as client:
        for address in sys.stdin.read().split():
            client.get(address)
