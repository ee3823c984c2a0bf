package postgres

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/sluicehq/sluice/model"
)

// meanings says what a SQLSTATE means to the person who caused it.
var meanings = map[string]model.Error{
	stateUniqueViolation:     {Code: model.CodeConflict, Message: "This already exists. Choose another name or key."},
	stateExclusionViolation:  {Code: model.CodeConflict, Message: "This overlaps with something that already exists."},
	stateForeignKeyViolation: {Code: model.CodeInvalid, Message: "This refers to something that does not exist, or is still in use elsewhere."},
	stateRestrictViolation:   {Code: model.CodeConflict, Message: "This is still in use elsewhere."},
	stateCheckViolation:      {Code: model.CodeInvalid, Message: "A value is not allowed here. Check the input and try again."},
	stateNotNullViolation:    {Code: model.CodeInvalid, Message: "A required value is missing."},
	stateStringTooLong:       {Code: model.CodeInvalid, Message: "A text is too long."},
	stateNumberOutOfRange:    {Code: model.CodeInvalid, Message: "A number is too large or too small."},
	stateBadDatetime:         {Code: model.CodeInvalid, Message: "A date or time can't be understood."},
	stateDatetimeOverflow:    {Code: model.CodeInvalid, Message: "A date or time is out of range."},
	stateBadText:             {Code: model.CodeInvalid, Message: "A value does not have the form that is expected here."},
	stateBadCharacter:        {Code: model.CodeInvalid, Message: "A text contains a character that can't be stored."},
	stateUntranslatable:      {Code: model.CodeInvalid, Message: "A text contains a character that can't be stored."},
	stateSerialization:       {Code: model.CodeConflict, Message: "Somebody else changed the same data at the same time. Try again."},
	stateDeadlock:            {Code: model.CodeConflict, Message: "Somebody else changed the same data at the same time. Try again."},
	stateLockNotAvailable:    {Code: model.CodeConflict, Message: "Somebody else is working on this right now. Try again."},
	stateQueryCanceled:       {Code: model.CodeLimit, Message: "This took too long and was stopped. Ask for less, or try again later."},
}

// Error turns a database error that its cause can do something about into a
// *model.Error (for errors.As), decided by SQLSTATE and constraint name alone.
// The original stays in the chain, so that logs and IsUniqueViolation still see
// it. Every other error, nil and errors that hold a *model.Error already come
// back unchanged.
func Error(err error) error {
	var pgErr *pgconn.PgError
	var known *model.Error
	if errors.As(err, &known) || !errors.As(err, &pgErr) {
		return err
	}
	meaning, ok := meanings[pgErr.Code]
	if !ok {
		return err
	}
	if own, ok := constraint(pgErr.ConstraintName); ok {
		if own.Code == "" {
			own.Code = meaning.Code
		}
		meaning = own
	}
	return &explained{meaning: &meaning, cause: err}
}

// explained is a *model.Error together with the database error behind it.
type explained struct {
	meaning *model.Error
	cause   error
}

func (e *explained) Error() string   { return e.meaning.Error() + " (" + e.cause.Error() + ")" }
func (e *explained) Unwrap() []error { return []error{e.meaning, e.cause} }
