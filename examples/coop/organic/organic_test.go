package organic_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/examples/coop/organic"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/upload/reader"
)

func newKit(t *testing.T) *batchtest.Kit {
	t.Helper()
	kit := batchtest.NewWith(t, batchtest.Options{Slots: 2, Migrations: []postgres.Namespace{organic.Migrations()}}, organic.Handler{})
	for range 4 {
		pgtest.Product(t, kit.DB)
	}
	kit.Exec(t, `INSERT INTO coop.certificate (product_id, number, valid_until)
		VALUES (1, 'DE-1', current_date + 30), (2, 'DE-2', current_date + 300), (3, 'DE-3', current_date - 1)`)
	return kit
}

func certificates(t *testing.T, kit *batchtest.Kit) []string {
	t.Helper()
	return kit.Select(t, "SELECT product_id || ' ' || number FROM coop.certificate ORDER BY product_id")
}

func TestCertificatesThatRunOut(t *testing.T) {
	t.Parallel()
	kit := newKit(t)
	b := kit.CreateFromDataSet(t, "organic", map[string]any{"days": 60})
	if diff := cmp.Diff([]string{"unchanged", "expired"}, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
	if text, err := batch.SourceText(b); err != nil || text != "certificates that run out within 60 days" {
		t.Errorf("source %q (%v)", text, err)
	}
	for _, row := range kit.Rows(t, b) {
		kit.Edit(t, row, map[string]any{"number": "EU-" + row.Values["sku"].(string)[1:], "valid_until": "2999-12-31"})
	}
	kit.Exec(t, "UPDATE coop.certificate SET number = 'DE-9' WHERE product_id = 3") // by somebody else
	b = kit.Execute(t, b)
	if diff := cmp.Diff([]string{"executed", "failed"}, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	if got := certificates(t, kit); got[1] != "2 DE-2" || got[2] != "3 DE-9" || got[0] == "1 DE-1" {
		t.Errorf("certificates %v", got)
	}
	kit.Undo(t, b)
	if diff := cmp.Diff([]string{"1 DE-1", "2 DE-2", "3 DE-9"}, certificates(t, kit)); diff != "" {
		t.Errorf("certificates after undoing (-want +got)\n%s", diff)
	}
}

func TestFirstCertificates(t *testing.T) {
	t.Parallel()
	kit := newKit(t)
	b := kit.Create(t, "organic", nil, map[string]any{"days": 0})
	if diff := cmp.Diff([]string{"unchanged", "unchanged", "expired", "incomplete"}, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
	kit.Edit(t, kit.Rows(t, b)[3], map[string]any{"number": "FR-4", "valid_until": "2999-12-31"})
	b = kit.Execute(t, b)
	if diff := cmp.Diff([]string{"1 DE-1", "2 DE-2", "3 DE-3", "4 FR-4"}, certificates(t, kit)); diff != "" {
		t.Errorf("certificates (-want +got)\n%s", diff)
	}
	kit.Undo(t, b)
	if diff := cmp.Diff([]string{"1 DE-1", "2 DE-2", "3 DE-3"}, certificates(t, kit)); diff != "" {
		t.Errorf("certificates after undoing (-want +got)\n%s", diff)
	}
}

// TestTheRegisterIsImported runs the importer, and asks for certificates of
// bodies that the register has and lacks.
func TestTheRegisterIsImported(t *testing.T) {
	t.Parallel()
	kit := newKit(t)
	registry, err := importer.NewRegistry(organic.Bodies())
	if err != nil {
		t.Fatal(err)
	}
	register := strings.NewReader("Code;Name;Country\nDE-;Kontrollverein;Germany\nFR-;Le contrôle;France\n")
	inspection, err := reader.Inspect(kit.Ctx, register, reader.Format{})
	if err != nil {
		t.Fatal(err)
	}
	register.Reset("Code;Name;Country\nDE-;Kontrollverein;Germany\nFR-;Le contrôle;France\n")
	rows, err := reader.Open(kit.Ctx, register, inspection.Format)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := registry.Run(kit.Ctx, kit.DB, "control_bodies", rows, nil, importer.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := kit.Select(t, "SELECT code || ' ' || name || ' ' || country FROM coop.control_body ORDER BY code"); len(got) != 2 || got[1] != "FR- Le contrôle France" {
		t.Errorf("register %v", got)
	}
	b := kit.CreateFromDataSet(t, "organic", map[string]any{"days": 3650})
	for i, row := range kit.Rows(t, b) {
		kit.Edit(t, row, map[string]any{"number": []string{"FR-7", "XX-1", "DE-8"}[i], "valid_until": "2999-12-31"})
	}
	if diff := cmp.Diff([]string{"ok", "foreign", "ok"}, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
}

// The server has what the coop adds: tables, a batch type, a role.
func TestTheServerTakesItIn(t *testing.T) {
	t.Parallel()
	app, err := server.Open(t.Context(), server.AppOptions{
		DatabaseOptions: server.DatabaseOptions{DatabaseURL: pgtest.URL(t), Migrate: true},
		Extensions:      organic.Extensions(), Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := app.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	if err := app.Schema.Check(t.Context()); err != nil {
		t.Error(err)
	}
	system := auth.WithViewer(t.Context(), auth.System())
	if _, err := app.Accounts.CreateUser(system, auth.NewUser{Login: "olga", Name: "Olga", Roles: []string{"certifier"}}); err != nil {
		t.Fatal(err)
	}
	olga, err := app.Accounts.ViewerByLogin(system, "olga")
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := app.Batches.Types(auth.WithViewer(t.Context(), olga))
	if err != nil || len(kinds) != 1 || kinds[0].Key != "organic" || !olga.Can("batch.organic.execute") {
		t.Errorf("a certifier sees %v (%v)", kinds, err)
	}
}
