"""One way to ask a host over HTTP: addresses, answers, proxies, limits, rate limits, trying again, and every failure in words."""
