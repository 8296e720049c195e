// The egress key, and how many outputs each user had under it (fact sheets fog §2.6, crypto §4.5): an oblivious map from the secret that
// key and user share to the counter of the next search key. Upstream complements a byte of the map's key, since its map reserves one of
// zeros; this map does not.
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Oblivious;

namespace MobileCoin.IngestEnclave;

/// <summary>Makes an empty map of counters.</summary>
internal delegate ObliviousMap NewCounters(int capacity, ReadOnlySpan<byte> seed);

/// <summary>
/// Steps users' search keys. Key and counters live and die together: whatever goes wrong in between, counters never start anew under a key
/// that has been used.
/// </summary>
internal sealed class RngStore : IDisposable
{
    private readonly NewCounters _newCounters;
    private readonly RandomFill _random;
    private RistrettoPrivate? _egress;
    private ObliviousMap? _counters;
    private bool _unfinished;

    internal RngStore(int capacity, NewCounters newCounters, RandomFill random)
    {
        (Capacity, _newCounters, _random) = (capacity, newCounters, random);
        try
        {
            Renew();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Outputs that may be read under one key.</summary>
    internal int Capacity { get; }

    /// <summary>The egress public key. Known even when there are no counters.</summary>
    internal KexRngPubkey Pubkey { get; private set; }

    /// <summary>The egress private key.</summary>
    internal RistrettoPrivate Egress => _egress!;

    /// <summary>Whether no search key was made with this key.</summary>
    internal bool IsFresh { get; private set; }

    /// <summary>Whether the last block was begun and not finished, or there are no counters: then nothing may be made with this key.</summary>
    internal bool IsSpent => _unfinished || _counters is null;

    /// <summary>Whether so many outputs more may be read under this key. Depends on how many were read, whosever they are.</summary>
    internal bool HasRoomFor(int count) => _counters is not null && _counters.Puts + count <= Capacity;

    /// <summary>A new key, and no counters. When memory is too little for those, the key is new and spent.</summary>
    internal void Renew()
    {
        _counters?.Dispose();
        _counters = null;
        _egress?.Dispose();
        _egress = RistrettoPrivate.Random(_random);
        Pubkey = new KexRngPubkey(_egress.PublicKey());
        Span<byte> seed = stackalloc byte[ObliviousMap.SeedSize];
        _random(seed);
        try
        {
            _counters = _newCounters(Capacity, seed);
        }
        catch (ObliviousMemoryException e)
        {
            throw new EnclaveException(EnclaveErrorKind.RngStore, e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
        (IsFresh, _unfinished) = (true, false);
    }

    /// <summary>From here on search keys may exist that nobody stores.</summary>
    internal void Begin() => (IsFresh, _unfinished) = (false, true);

    /// <summary>All search keys made since <see cref="Begin"/> are going to the host.</summary>
    internal void Finish() => _unfinished = false;

    /// <summary>Makes the next search key of each user.</summary>
    /// <param name="secrets">What the egress key and the users share, 32 bytes each. A user may come more than once.</param>
    /// <param name="counters">As many words, for work.</param>
    /// <param name="searchKeys">Receives 16 bytes each.</param>
    internal void Step(ReadOnlySpan<byte> secrets, Span<ulong> counters, Span<byte> searchKeys)
    {
        for (int i = 0; i < counters.Length; i++)
        {
            counters[i] = _counters!.AccessAndInsert(secrets.Slice(i * KexRng.SecretSize, KexRng.SecretSize), 1, out _);
        }
        KexRng.OutputBatch(secrets, counters, searchKeys);
    }

    public void Dispose()
    {
        _counters?.Dispose();
        _counters = null;
        _egress?.Dispose();
    }
}
