// The hash of an output, kept once it is computed (fact sheet ledger §2.5).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class TxOut
{
    private byte[]? _hash;

    /// <summary>The hash that identifies the output in the ledger: 32 bytes.</summary>
    public byte[] Hash() => (byte[])KnownHash().Clone();

    /// <summary>Writes the hash.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyHash(Span<byte> hash)
    {
        if (hash.Length != Digest.Size) throw new ArgumentException($"Expected {Digest.Size} bytes, got {hash.Length}", nameof(hash));
        KnownHash().CopyTo(hash);
    }

    /// <summary>Computes the hashes of many outputs side by side, so that each is at hand when it is asked for.</summary>
    public static void HashMany(ReadOnlySpan<TxOut> outputs)
    {
        var todo = new List<TxOut>(outputs.Length);
        foreach (TxOut output in outputs)
        {
            if (output._hash is null) todo.Add(output);
        }
        byte[] hashes = new byte[todo.Count * Digest.Size];
        Digest.ComputeMany<TxOut>("mobilecoin-txout"u8, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(todo), hashes);
        for (int i = 0; i < todo.Count; i++) todo[i]._hash = hashes.AsSpan(i * Digest.Size, Digest.Size).ToArray();
    }

    private byte[] KnownHash()
    {
        if (_hash is { } known) return known;
        byte[] hash = new byte[Digest.Size];
        Digest.Compute("mobilecoin-txout"u8, this, hash);
        return _hash = hash;
    }
}
