// The calls of the enclave as a store (fact sheet fog §5.1, §5.4, §5.5): bytes and records in and out.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>
/// Holds a shard's records and answers routers. The host knows the records, which are encrypted to their owners, and learns of a query only
/// how many keys it has. Every call throws <see cref="EnclaveException"/> when it refuses. For any number of threads.
/// </summary>
public interface IViewStoreEnclave : IAttestedEnclave
{
    /// <summary>Records added so far, those that replaced one of the same key counted again.</summary>
    long RecordCount { get; }

    /// <summary>Answers a router's first message.</summary>
    AcceptedSession FrontendAccept(ReadOnlySpan<byte> message);

    /// <summary>Ends a session with a router; nothing happens if there is none.</summary>
    void FrontendClose(Attestation.ChannelId session);

    /// <summary>
    /// Takes all records that there are at a start, at the speed of memory. Queries are answered, from nothing, until it returns.
    /// </summary>
    /// <param name="most">At least as many as will come; memory is taken for so many.</param>
    /// <param name="records">The records. Of those with one key the last stays.</param>
    /// <param name="progress">Told now and then how many records are in.</param>
    /// <param name="cancellation">Stops it; the store remains empty.</param>
    /// <returns>How many came.</returns>
    /// <exception cref="EnclaveException">
    /// More came, or one that is refused, as by <see cref="AddRecords"/>; or memory does not suffice. The store remains empty.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are records already.</exception>
    long LoadRecords(
        long most, IEnumerable<ETxOutRecord> records, IProgress<long>? progress = null, CancellationToken cancellation = default);

    /// <summary>Adds a block's records; one with a key that is there replaces the one before.</summary>
    /// <exception cref="EnclaveException">
    /// <see cref="EnclaveErrorKind.KeyWrongSize"/>, <see cref="EnclaveErrorKind.KeyRejected"/>, <see cref="EnclaveErrorKind.ValueTooLarge"/>:
    /// nothing was added. <see cref="EnclaveErrorKind.MapOverflow"/>: some may have been; adding them again is harmless.
    /// </exception>
    void AddRecords(IReadOnlyList<ETxOutRecord> records);

    /// <summary>Answers a router's query.</summary>
    /// <param name="query">The query, a <see cref="QueryRequest"/> encrypted by a router.</param>
    /// <param name="untrusted">What the host adds to the answer.</param>
    /// <returns>A <see cref="QueryResponse"/> for the router, whose length tells the number of keys and what the host added.</returns>
    NonceMessage QueryStore(NonceMessage query, UntrustedQueryResponse untrusted);
}
