// How LMDB fails.
namespace MobileCoin.Lmdb;

/// <summary>The kinds of failure.</summary>
public enum LmdbError
{
    /// <summary>Not found.</summary>
    NotFound,
}
