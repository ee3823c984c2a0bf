package event_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

const patience = 20 * time.Second

var quiet = slog.New(slog.DiscardHandler)

func startHub(t *testing.T, db *postgres.DB) *event.Hub {
	t.Helper()
	hub := event.NewHub(db.Pool, quiet)
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(hub.Stop)
	return hub
}

func await(t *testing.T, signal <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-signal:
	case <-time.After(patience):
		t.Fatalf("no signal: %s", what)
	}
}

func TestEventsReachAllProcesses(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	p := event.NewPublisher(db.Pool, quiet)
	p.Start()
	for range 2 {
		job, cancel := startHub(t, db).Subscribe(event.Job(12))
		defer cancel()
		p.Notify(event.Job(12), event.Jobs)
		await(t, job, "an event")
	}
	if err := p.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestPublisherSendsTheRestWhenItStops(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	signal, cancel := startHub(t, db).Subscribe(event.Batches)
	defer cancel()
	p := event.NewPublisher(db.Pool, quiet)
	p.Start()
	p.Notify(event.Batches)
	await(t, signal, "the leading edge")
	p.Notify(event.Batches)
	before := time.Now()
	if err := p.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	await(t, signal, "what waited when the publisher stopped")
	if took := time.Since(before); took > patience/2 {
		t.Errorf("that took %s", took)
	}
}

func TestNilPublisherSendsNothing(t *testing.T) {
	t.Parallel()
	var p *event.Publisher
	p.Notify(event.Jobs)
}

func TestHubReconnectsAndSignalsEveryone(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	hub := startHub(t, db)
	signal, cancel := hub.Subscribe(event.Job(1))
	defer cancel()
	var ended int
	err := db.Pool.QueryRow(t.Context(), `
		SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
		WHERE datname = current_database() AND query LIKE 'LISTEN%'`).Scan(&ended)
	if err != nil || ended != 1 {
		t.Fatalf("ended %d connections: %v", ended, err)
	}
	await(t, signal, "after the connection was lost")

	p := event.NewPublisher(db.Pool, quiet)
	p.Start()
	defer func() {
		if err := p.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	p.Notify(event.Job(1))
	await(t, signal, "an event on the new connection")
}

func TestHubStartGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := event.NewHub(db.Pool, quiet).Start(ctx); err == nil {
		t.Error("the hub has started in an ended context")
	}
}
