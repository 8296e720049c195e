// What the database's failures are called in the ledger (fact sheet ledger §5.5 "Error enum").
using MobileCoin.Lmdb;

namespace MobileCoin.LedgerDb;

internal static class LedgerFailure
{
    internal static LedgerException From(LmdbException e) =>
        new(e.Error == LmdbError.BadReaderSlot ? LedgerError.BadRslot : LedgerError.Lmdb, $"{e.Error}: {e.Message}", e);
}
