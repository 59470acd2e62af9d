"""HTTP: one client with a policy for each host, its limits, retries, redirects, rate limits, caches and proxies, and errors in words."""
