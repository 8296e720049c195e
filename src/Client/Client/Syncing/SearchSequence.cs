// The search keys under which one egress key's records are (fact sheets crypto §4.1 to §4.3, fog §5.9).
using MobileCoin.Crypto;

namespace MobileCoin.Client;

/// <summary>
/// The sequence that an egress key and one of the account's subaddresses have in common, as far as it was followed. Its secret follows from
/// the account's keys and is never saved.
/// </summary>
internal sealed class SearchSequence : IDisposable
{
    private readonly SecretBytes _secret = new(KexRng.SecretSize);
    private readonly byte[] _egressKey;

    /// <exception cref="UnknownKexRngVersionException">Another version than 0.</exception>
    /// <exception cref="KeyException">The egress key is none.</exception>
    internal SearchSequence(FogSubaddress subaddress, ReadOnlySpan<byte> egressKey, uint version, long invocation, ulong startBlock)
    {
        Subaddress = subaddress;
        _egressKey = egressKey.ToArray();
        Version = version;
        Invocation = invocation;
        StartBlock = startBlock;
        using KexRng rng = KexRng.FromPubkey(subaddress.ViewPrivateKey, KexRngPubkey.Parse(egressKey, version));
        rng.Stored.Secret.CopyTo(_secret.Span);
    }

    /// <summary>Whose records are found.</summary>
    internal FogSubaddress Subaddress { get; }

    internal ReadOnlySpan<byte> EgressKey => _egressKey;

    internal uint Version { get; }

    /// <summary>The run of ingest that has the egress key.</summary>
    internal long Invocation { get; }

    /// <summary>The first block of that run.</summary>
    internal ulong StartBlock { get; }

    /// <summary>The last block of that run, once it is over.</summary>
    internal ulong? LastIngested { get; set; }

    /// <summary>Records that were found.</summary>
    internal ulong Index { get; set; }

    /// <summary>Whether no search was made for it yet: what is under it may be in blocks that were searched before.</summary>
    internal bool IsNew { get; set; }

    internal bool Is(FogSubaddress subaddress, ReadOnlySpan<byte> egressKey) => Subaddress.Index == subaddress.Index && EgressKey.SequenceEqual(egressKey);

    /// <summary>
    /// Whether nothing can come any more. One block more than the run's last is searched: the first outputs of the block in which an egress
    /// key was drawn anew may be the old one's.
    /// </summary>
    internal bool IsOver(ulong processed) => LastIngested is { } last && processed > 1 && processed - 1 > Math.Max(last, StartBlock);

    /// <summary>Search keys from the sequence's place on.</summary>
    /// <param name="ahead">How many to leave out.</param>
    /// <param name="count">How many.</param>
    internal IEnumerable<byte[]> Keys(ulong ahead, int count)
    {
        byte[] secrets = new byte[count * KexRng.SecretSize];
        byte[] outputs = new byte[count * KexRng.OutputSize];
        ulong[] counters = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            _secret.Span.CopyTo(secrets.AsSpan(i * KexRng.SecretSize));
            counters[i] = unchecked(Index + ahead + (ulong)i);
        }
        KexRng.OutputBatch(secrets, counters, outputs);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secrets);
        return outputs.Chunk(KexRng.OutputSize);
    }

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _secret.Dispose();
}
