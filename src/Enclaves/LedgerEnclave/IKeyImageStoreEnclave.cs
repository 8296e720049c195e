// The calls of the enclave as a store (fact sheet fog §6.3, §6.4): bytes and records in and out.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;

namespace MobileCoin.LedgerEnclave;

/// <summary>
/// Holds a shard's key images and answers routers. The host knows the key images, and learns of a query only how many it has. Every call
/// throws <see cref="EnclaveException"/> when it refuses. For any number of threads.
/// </summary>
public interface IKeyImageStoreEnclave : IAttestedEnclave
{
    /// <summary>Key images added so far.</summary>
    long KeyImageCount { get; }

    /// <summary>Answers a router's first message.</summary>
    AcceptedSession FrontendAccept(ReadOnlySpan<byte> message);

    /// <summary>Ends a session with a router; nothing happens if there is none.</summary>
    void FrontendClose(ChannelId session);

    /// <summary>
    /// Takes all key images that there are at a start, at the speed of memory. Queries are answered, from nothing, until it returns.
    /// </summary>
    /// <param name="most">At least as many as will come; memory is taken for so many.</param>
    /// <param name="keyImages">The key images.</param>
    /// <param name="progress">Told now and then how many are in.</param>
    /// <param name="cancellation">Stops it; the store remains empty.</param>
    /// <returns>How many came.</returns>
    /// <exception cref="EnclaveException">More came, or memory does not suffice. The store remains empty.</exception>
    /// <exception cref="InvalidOperationException">There are key images already.</exception>
    long LoadKeyImageData(
        long most, IEnumerable<KeyImageData> keyImages, IProgress<long>? progress = null, CancellationToken cancellation = default);

    /// <summary>Adds a block's key images; adding one again is harmless.</summary>
    /// <exception cref="EnclaveException"><see cref="EnclaveErrorKind.MapOverflow"/>: some may have been added.</exception>
    void AddKeyImageData(IReadOnlyList<KeyImageData> keyImages);

    /// <summary>Answers a router's query.</summary>
    /// <param name="query">The query, encrypted by a router.</param>
    /// <param name="untrusted">What the host adds to the answer.</param>
    /// <returns>An answer for the router, whose length tells the number of key images and what the host added.</returns>
    NonceMessage CheckKeyImageStore(NonceMessage query, UntrustedKeyImageQueryResponse untrusted);
}
