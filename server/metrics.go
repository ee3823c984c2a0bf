package server

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/vektah/gqlparser/v2/ast"
)

// buckets of durations, in seconds: from an answer out of memory to the time
// limit of an operation.
var buckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// metrics are what /metrics tells. Labels take values from our routes and our
// schema only, so that clients can't make them grow.
type metrics struct {
	registry      *prometheus.Registry
	requests      *prometheus.HistogramVec
	operations    *prometheus.HistogramVec
	subscriptions prometheus.Gauge
}

func newMetrics(pool *pgxpool.Pool) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "sluice_http_request_duration_seconds", Buckets: buckets,
			Help: "Time to answer HTTP requests.",
		}, []string{"method", "route", "status"}),
		operations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "sluice_graphql_operation_duration_seconds", Buckets: buckets,
			Help: "Time to carry out GraphQL queries and mutations, by their first field.",
		}, []string{"type", "field", "outcome"}),
		subscriptions: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "sluice_graphql_subscriptions", Help: "GraphQL subscriptions that are open.",
		}),
	}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.requests, m.operations, m.subscriptions)
	for name, value := range map[string]func(*pgxpool.Stat) int32{
		"in_use": (*pgxpool.Stat).AcquiredConns, "idle": (*pgxpool.Stat).IdleConns, "max": (*pgxpool.Stat).MaxConns,
	} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "sluice_database_connections", Help: "Connections of the pool.", ConstLabels: prometheus.Labels{"state": name},
		}, func() float64 { return float64(value(pool.Stat())) }))
	}
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// request counts an answered HTTP request.
func (m *metrics) request(r *http.Request, status int, took time.Duration) {
	method := r.Method
	if method != http.MethodGet && method != http.MethodPost {
		method = "other"
	}
	m.requests.WithLabelValues(method, r.Pattern, strconv.Itoa(status)).Observe(took.Seconds())
}

// operation is the middleware that counts GraphQL operations and notes them for
// the log.
func (m *metrics) operation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx).Operation
	kind, field := string(operation.Operation), firstField(operation.SelectionSet)
	if noted := requestFrom(ctx); noted != nil {
		noted.operation = kind + " " + field
	}
	if operation.Operation == ast.Subscription {
		m.subscriptions.Inc()
		context.AfterFunc(ctx, m.subscriptions.Dec)
		return next(ctx)
	}
	begun := time.Now()
	respond := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		response := respond(ctx)
		if response != nil {
			outcome := "ok"
			if len(response.Errors) > 0 {
				outcome = "error"
			}
			m.operations.WithLabelValues(kind, field, outcome).Observe(time.Since(begun).Seconds())
		}
		return response
	}
}

// firstField returns the name of a selection's first field.
func firstField(set ast.SelectionSet) string {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			return s.Name
		case *ast.InlineFragment:
			return firstField(s.SelectionSet)
		case *ast.FragmentSpread:
			return firstField(s.Definition.SelectionSet)
		}
	}
	return ""
}
