"""One HTTP client with a policy for each host: limits, retries, redirects, rate limits, caches, proxies."""
