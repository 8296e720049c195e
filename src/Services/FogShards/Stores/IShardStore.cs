// A store as a router asks it (fact sheet fog §5.4, §6.3).
using MobileCoin.Attestation;
using MobileCoin.Transactions;

namespace MobileCoin.FogShards;

/// <summary>
/// The store, or the stores behind one address, of a shard. For any number of threads. Calls end when their token is cancelled; what goes
/// wrong on the way is an exception of any type.
/// </summary>
public interface IShardStore : IDisposable
{
    /// <summary>Asks a query.</summary>
    /// <param name="queries">The query, encrypted for every store that the router has a session with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply> QueryAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellationToken);

    /// <summary>Sends the first message of a handshake; the result is the store's answer.</summary>
    Task<ReadOnlyMemory<byte>> AuthAsync(ReadOnlyMemory<byte> firstMessage, CancellationToken cancellationToken);

    /// <summary>Whether the store says that it is ready.</summary>
    Task<bool> IsServingAsync(CancellationToken cancellationToken);
}

/// <summary>What a store makes of a query.</summary>
/// <param name="Status">Whether it answers.</param>
/// <param name="StoreUri">Which store it is, of several behind one address: <c>scheme://host:port/</c> by its responder id.</param>
/// <param name="Range">The blocks that it says it serves; null: it does not say.</param>
/// <param name="Answer">The answer, of <see cref="StoreStatus.Success"/>.</param>
public readonly record struct StoreReply(StoreStatus Status, string StoreUri, BlockRange? Range, NonceMessage? Answer);

/// <summary>Whether a store answers, by the names of the wire.</summary>
public enum StoreStatus
{
    /// <summary>It failed.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Success,

    /// <summary>It has no session with the router: shake hands, and ask again.</summary>
    AuthenticationError,

    /// <summary>It has not loaded its blocks.</summary>
    NotReady,

    /// <summary>The query decrypts, and is none.</summary>
    InvalidArgument,
}
