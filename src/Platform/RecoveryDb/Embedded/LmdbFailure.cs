using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb;

/// <summary>What LMDB's failures are called in the recovery database.</summary>
internal static class LmdbFailure
{
    internal static RecoveryDbException From(LmdbException e) => e.Error switch
    {
        LmdbError.ReadOnly or LmdbError.AccessDenied => new(RecoveryDbError.ReadOnly, e.Message, e),
        LmdbError.NoSpace or LmdbError.MapFull => new(RecoveryDbError.NoSpace, e.Message, e),
        LmdbError.FolderMissing or LmdbError.FileMissing or LmdbError.LibraryMissing => new(RecoveryDbError.Connection, e.Message, e, isTransient: false),
        LmdbError.NotFound or LmdbError.Incompatible => new(RecoveryDbError.Schema, e.Message, e),
        LmdbError.ReadersFull => new(RecoveryDbError.R2d2, e.Message, e),
        _ => new(RecoveryDbError.Orm, $"{e.Error}: {e.Message}", e),
    };
}
