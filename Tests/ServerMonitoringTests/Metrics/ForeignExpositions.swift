/// What real programs serve at `/metrics`, cut to what differs.
enum ForeignExposition {
    /// `prometheus_client` 0.26 for Python.
    static let python = #"""
        # HELP jobs_total Jobs "done"\nby kind \\ all
        # TYPE jobs_total counter
        jobs_total{kind="a\"b\\c\nd"} 3.0
        jobs_total{kind="plain"} 1.5
        # HELP jobs_created Jobs "done"\nby kind \\ all
        # TYPE jobs_created gauge
        jobs_created{kind="plain"} 1.7958934422104528e+09
        # HELP queue_length Now waiting
        # TYPE queue_length gauge
        queue_length NaN
        # HELP job_seconds How long
        # TYPE job_seconds histogram
        job_seconds_bucket{le="0.1"} 1.0
        job_seconds_bucket{le="1.0"} 1.0
        job_seconds_bucket{le="+Inf"} 2.0
        job_seconds_count 2.0
        job_seconds_sum 7.05
        # HELP sizes_bytes Sizes
        # TYPE sizes_bytes summary
        sizes_bytes_count 1.0
        sizes_bytes_sum 3.0
        # HELP build_info Build
        # TYPE build_info gauge
        build_info{server="theirs",version="1.2"} 1.0

        """#

    /// The same in OpenMetrics, by the same client.
    static let openMetrics = #"""
        # HELP jobs Jobs \"done\"\nby kind \\ all
        # TYPE jobs counter
        jobs_total{kind="a\"b\\c\nd"} 3.0 # {trace="x"} 3.0 1795893442.210426
        jobs_created{kind="a\"b\\c\nd"} 1.7958934422104104e+09
        jobs_total{kind="plain"} 1.5
        jobs_created{kind="plain"} 1.7958934422104528e+09
        # HELP queue_length Now waiting
        # TYPE queue_length gauge
        queue_length NaN
        # HELP job_seconds How long
        # TYPE job_seconds histogram
        # UNIT job_seconds seconds
        job_seconds_bucket{le="0.1"} 1.0 # {trace_id="ab # c"} 0.05 1795893442.2105732
        job_seconds_bucket{le="1.0"} 1.0
        job_seconds_bucket{le="+Inf"} 2.0
        job_seconds_count 2.0
        job_seconds_sum 7.05
        job_seconds_created 1.7958934422105184e+09
        # HELP sizes_bytes Sizes
        # TYPE sizes_bytes summary
        sizes_bytes_count 1.0
        sizes_bytes_sum 3.0
        sizes_bytes_created 1.795893442210595e+09
        # HELP build Build
        # TYPE build info
        build_info{server="theirs",version="1.2"} 1.0
        # EOF

        """#

    /// `client_golang`.
    static let go = #"""
        # HELP go_gc_duration_seconds A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.
        # TYPE go_gc_duration_seconds summary
        go_gc_duration_seconds{quantile="0"} 1.8294e-05
        go_gc_duration_seconds{quantile="0.5"} 6.1032e-05
        go_gc_duration_seconds{quantile="1"} 0.000288837
        go_gc_duration_seconds_sum 0.013285434
        go_gc_duration_seconds_count 196
        # HELP go_goroutines Number of goroutines that currently exist.
        # TYPE go_goroutines gauge
        go_goroutines 17
        # HELP go_memstats_alloc_bytes_total Total number of bytes allocated in heap until now, even if released already.
        # TYPE go_memstats_alloc_bytes_total counter
        go_memstats_alloc_bytes_total 3.4163864e+07
        # HELP process_max_fds Maximum number of open file descriptors.
        # TYPE process_max_fds gauge
        process_max_fds 1.048576e+06
        # HELP promhttp_metric_handler_requests_total Total number of scrapes by HTTP status code.
        # TYPE promhttp_metric_handler_requests_total counter
        promhttp_metric_handler_requests_total{code="200"} 3
        promhttp_metric_handler_requests_total{code="500"} 0

        """#

    /// `prom-client` for Node.
    static let node = #"""
        # HELP process_cpu_user_seconds_total Total user CPU time spent in seconds.
        # TYPE process_cpu_user_seconds_total counter
        process_cpu_user_seconds_total 0.057434

        # HELP nodejs_eventloop_lag_seconds Lag of event loop in seconds.
        # TYPE nodejs_eventloop_lag_seconds gauge
        nodejs_eventloop_lag_seconds 0

        # HELP nodejs_version_info Node.js version info.
        # TYPE nodejs_version_info gauge
        nodejs_version_info{version="v22.11.0",major="22",minor="11",patch="0"} 1

        # HELP http_request_duration_seconds duration of requests
        # TYPE http_request_duration_seconds histogram
        http_request_duration_seconds_bucket{le="0.1",method="GET"} 4
        http_request_duration_seconds_bucket{le="+Inf",method="GET"} 5
        http_request_duration_seconds_sum{method="GET"} 1.25
        http_request_duration_seconds_count{method="GET"} 5

        """#
}
