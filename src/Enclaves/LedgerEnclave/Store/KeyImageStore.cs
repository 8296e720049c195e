// A shard's key images in an oblivious map (fact sheet fog §6.3, §9.1).
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerEnclave;

/// <summary>
/// Blocks and times by key image. For any number of threads, one at a time. Upstream inverts a byte of each key, as its map has no zero key;
/// this one takes any.
/// </summary>
internal sealed partial class KeyImageStore(ObliviousMap map, RandomFill random) : IDisposable
{
    private const int KeySize = KeyImage.Size, ValueSize = 16;

    private readonly Lock _gate = new();
    private ObliviousMap _map = map;
    private long _count;
    private bool _loading;

    /// <summary>Key images put so far.</summary>
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
            return ObliviousMap.Create(RecordShape.KeyImage, capacity, seed);
        }
        catch (ObliviousMemoryException e)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>
    /// Results for key images back to back, as <see cref="StoreAnswer"/> has them. Neither time nor memory accesses tell more than how many.
    /// </summary>
    internal byte[] Find(ReadOnlySpan<byte> images)
    {
        int count = images.Length / KeySize;
        byte[] values = new byte[count * ValueSize], results = new byte[count * StoreAnswer.ResultSize];
        ulong[] found = new ulong[count];
        // What is not there was spent, and signed, at the largest number.
        values.AsSpan().Fill(0xff);
        try
        {
            for (int start = 0; start < count; start += ObliviousMap.BatchLimit)
            {
                int size = Math.Min(ObliviousMap.BatchLimit, count - start);
                // Other queries and new blocks take their turns between batches.
                lock (_gate)
                {
                    _map.FindBatch(
                        images.Slice(start * KeySize, size * KeySize), values.AsSpan(start * ValueSize, size * ValueSize), found.AsSpan(start, size));
                }
            }
            for (int i = 0; i < count; i++)
            {
                Span<byte> result = results.AsSpan(i * StoreAnswer.ResultSize, StoreAnswer.ResultSize);
                images.Slice(i * KeySize, KeySize).CopyTo(result);
                values.AsSpan(i * ValueSize, ValueSize).CopyTo(result[KeySize..]);
                ulong code = ConstantTime.Select(found[i], (ulong)KeyImageResultCode.Spent, (ulong)KeyImageResultCode.NotSpent);
                BinaryPrimitives.WriteUInt64LittleEndian(result[(KeySize + ValueSize)..], code);
            }
            return results;
        }
        catch (ObliviousOverflowException e)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(values);
        }
    }

    public void Dispose()
    {
        lock (_gate) _map.Dispose();
    }
}
