package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestErrorBySQLState(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	_, err := db.Exec(`CREATE TABLE parent (id int PRIMARY KEY);
		CREATE TABLE child (
			id int NOT NULL CONSTRAINT child_key UNIQUE,
			parent int CONSTRAINT child_parent_fkey REFERENCES parent,
			name varchar(3) CONSTRAINT child_name_check CHECK (name <> 'bad'),
			day date);
		INSERT INTO parent VALUES (1);
		INSERT INTO child VALUES (1, 1)`)
	if err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]model.Code{
		"INSERT INTO child VALUES (1)":                         model.CodeConflict,
		"INSERT INTO child VALUES (2, 9)":                      model.CodeInvalid,
		"DELETE FROM parent":                                   model.CodeInvalid,
		"INSERT INTO child VALUES (2, 1, 'bad')":               model.CodeInvalid,
		"INSERT INTO child VALUES (2, 1, 'long')":              model.CodeInvalid,
		"INSERT INTO child VALUES (NULL)":                      model.CodeInvalid,
		"INSERT INTO child VALUES (3000000000)":                model.CodeInvalid,
		"INSERT INTO child (id, day) VALUES (2, '2023-02-30')": model.CodeInvalid,
		"SET LOCAL statement_timeout = 1; SELECT pg_sleep(60)": model.CodeLimit,
		"SELECT nothing":                                       model.CodeInternal,
		"SELECT 1/0":                                           model.CodeInternal,
		"DO $$BEGIN RAISE SQLSTATE '40001'; END$$":             model.CodeConflict,
		"DO $$BEGIN RAISE SQLSTATE '40P01'; END$$":             model.CodeConflict,
	} {
		_, err := db.ExecContext(t.Context(), statement)
		if got := model.CodeOf(postgres.Error(err)); got != want {
			t.Errorf("%s: %v: got %s, want %s", statement, err, got, want)
		}
		if original := postgres.Error(fmt.Errorf("doing x: %w", err)); !errors.Is(original, err) {
			t.Errorf("%s: the original error is lost", statement)
		}
	}
}

func TestErrorByConstraint(t *testing.T) {
	t.Parallel()
	postgres.Constraint("taken_name_key", model.Error{Message: "There is a thing of this name.", Field: "input.name"})
	postgres.Constraint("taken_size_check", model.Error{Code: model.CodeLimit, Message: "Too large."})
	db := pgtest.New(t)
	_, err := db.Exec(`CREATE TABLE taken (name text CONSTRAINT taken_name_key UNIQUE, size int CONSTRAINT taken_size_check CHECK (size < 9));
		INSERT INTO taken VALUES ('a')`)
	if err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]model.Error{
		"INSERT INTO taken VALUES ('a')":    {Code: model.CodeConflict, Message: "There is a thing of this name.", Field: "input.name"},
		"INSERT INTO taken VALUES ('b', 9)": {Code: model.CodeLimit, Message: "Too large."},
	} {
		_, err := db.Exec(statement)
		mapped := postgres.Error(err)
		var got *model.Error
		if !errors.As(mapped, &got) || *got != want {
			t.Errorf("%s: got %+v, want %+v", statement, got, want)
		}
		if again := postgres.Error(mapped); again.Error() != mapped.Error() {
			t.Errorf("%s: mapped twice: %v", statement, again)
		}
	}
	_, err = db.Exec("INSERT INTO taken VALUES ('a')")
	for name, want := range map[string]bool{"": true, "taken_name_key": true, "other": false} {
		if got := postgres.IsUniqueViolation(postgres.Error(err), name); got != want {
			t.Errorf("IsUniqueViolation(%q) is %v", name, got)
		}
	}
}

func TestConstraintHasOneMeaning(t *testing.T) {
	t.Parallel()
	meaning := model.Error{Message: "One."}
	postgres.Constraint("one_meaning", meaning)
	postgres.Constraint("one_meaning", meaning)
	defer func() {
		if recover() == nil {
			t.Error("a second meaning was accepted")
		}
	}()
	postgres.Constraint("one_meaning", model.Error{Message: "Two."})
}

func TestErrorLeavesOthersAlone(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, io.EOF, model.NotFound("batch"), context.Canceled} {
		if got := postgres.Error(err); !errors.Is(got, err) || model.CodeOf(got) != model.CodeOf(err) {
			t.Errorf("%v became %v", err, got)
		}
	}
}

func TestIsConnection(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, timedOut := db.ExecContext(ctx, "SELECT pg_sleep(60)")
	_, syntax := db.Exec("nonsense")
	_, terminated := db.Exec("SELECT pg_terminate_backend(pg_backend_pid())")
	for _, test := range []struct {
		err  error
		want bool
	}{
		{nil, false}, {timedOut, false}, {syntax, false}, {terminated, true}, {fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), true},
	} {
		if got := postgres.IsConnection(test.err); got != test.want {
			t.Errorf("IsConnection(%v) is %v", test.err, got)
		}
	}
}
