// The hashes of the tree of outputs in the ledger (fact sheet ledger §5.5: tx_out_store:merkle_hash_by_range).
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

/// <summary>Key: first and last index, 16 bytes. Value: the hash, 32 bytes.</summary>
internal sealed class LmdbMerkleStore(LedgerView view, LmdbWriteTransaction? writing) : IMerkleStore
{
    /// <inheritdoc/>
    public TxOutMembershipHash Get(Transactions.Range range)
    {
        Span<byte> key = stackalloc byte[2 * DatabaseKeys.NumberSize];
        WriteKey(key, range);
        ReadOnlySpan<byte> value = view.Get(view.Tables.MerkleHashByRange, key);
        if (value.Length == TxOutMembershipHash.Size) return new TxOutMembershipHash(value);
        throw new LedgerException(LedgerError.Deserialization, $"the hash of the outputs {range.From} to {range.To} has {value.Length} bytes");
    }

    /// <inheritdoc/>
    public void Set(Transactions.Range range, TxOutMembershipHash hash)
    {
        Span<byte> key = stackalloc byte[2 * DatabaseKeys.NumberSize], value = stackalloc byte[TxOutMembershipHash.Size];
        WriteKey(key, range);
        hash.CopyTo(value);
        (writing ?? throw new InvalidOperationException("a tree for reading")).Put(view.Tables.MerkleHashByRange, key, value);
    }

    private static void WriteKey(Span<byte> key, Transactions.Range range)
    {
        DatabaseKeys.Write(key, range.From);
        DatabaseKeys.Write(key[DatabaseKeys.NumberSize..], range.To);
    }
}
