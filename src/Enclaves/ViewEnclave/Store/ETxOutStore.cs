// A shard's records in an oblivious map (fact sheet fog §5.5, §9.1).
using MobileCoin.Crypto;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>
/// Records by search key. A value is 240 bytes: by how much the payload is shorter than 239 bytes, the payload, zeros. For any number of
/// threads, one at a time.
/// </summary>
internal sealed partial class ETxOutStore : IDisposable
{
    internal const int KeySize = 16;
    internal const int MaxPayload = ValueSize - 1;
    private const int ValueSize = 240;

    private readonly Lock _gate = new();
    private readonly RandomFill _random;
    private ObliviousMap _map;
    private long _count;
    private bool _loading;

    // Of the record that came last: what is not found shall look like it.
    private byte _lastSizeByte;

    internal ETxOutStore(ObliviousMap map, RandomFill random)
    {
        _map = map;
        _random = random;
    }

    /// <summary>Records put so far.</summary>
    internal long Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    internal static ObliviousMap NewMap(long capacity, RandomFill random)
    {
        Span<byte> seed = stackalloc byte[ObliviousMap.SeedSize];
        random(seed);
        try
        {
            return ObliviousMap.Create(RecordShape.ViewRecord, capacity, seed);
        }
        catch (ObliviousMemoryException e)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>
    /// An answer for each key, all of one length if the keys are. Neither time nor memory accesses tell more than the number of keys and
    /// their lengths.
    /// </summary>
    /// <param name="keys">At most <see cref="ObliviousMap.BatchLimit"/>.</param>
    internal FixedTxOutSearchResult[] Find(IReadOnlyList<byte[]> keys)
    {
        int count = keys.Count;
        if (count == 0) return [];
        // A key of another length is looked up as the zero key, which no record has.
        byte[] batch = new byte[count * KeySize];
        for (int i = 0; i < count; i++)
        {
            if (keys[i].Length == KeySize) keys[i].CopyTo(batch.AsSpan(i * KeySize));
        }
        byte[] values = new byte[count * ValueSize];
        ulong[] found = new ulong[count];
        try
        {
            lock (_gate)
            {
                for (int i = 0; i < count; i++) values[i * ValueSize] = _lastSizeByte;
                _map.FindBatch(batch, values, found);
            }
            var results = new FixedTxOutSearchResult[count];
            for (int i = 0; i < count; i++)
            {
                ulong zeroKey = ConstantTime.Equal(batch.AsSpan(i * KeySize, KeySize), ZeroKey);
                results[i] = Result(keys[i], zeroKey, found[i], values.AsSpan(i * ValueSize, ValueSize));
            }
            return results;
        }
        catch (ObliviousOverflowException e)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(batch);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(values);
        }
    }

    public void Dispose()
    {
        lock (_gate) _map.Dispose();
    }

    private static ReadOnlySpan<byte> ZeroKey => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static FixedTxOutSearchResult Result(byte[] key, ulong zeroKey, ulong found, ReadOnlySpan<byte> value)
    {
        ulong code = ConstantTime.Select(found, (ulong)TxOutSearchResultCode.Found, (ulong)TxOutSearchResultCode.NotFound);
        code = ConstantTime.Select(zeroKey, (ulong)TxOutSearchResultCode.BadSearchKey, code);
        byte[] ciphertext = new byte[FixedTxOutSearchResult.CiphertextSize];
        value[1..].CopyTo(ciphertext);
        return new FixedTxOutSearchResult(key, (TxOutSearchResultCode)code, ciphertext, (uint)(MaxPayload - value[0]));
    }
}
