// The key images of a decrypted query (fact sheet fog §6.3).
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

internal static class KeyImages
{
    // Stores get queries of their routers': they are not to grow by what is none.
    private const int MaxSize = EnclaveConstants.MaxKeyImages * 64;

    /// <summary>Reads a query: its key images, back to back.</summary>
    /// <exception cref="EnclaveException">The bytes are no query, or it has too many key images, or too many bytes.</exception>
    internal static byte[] Read(ReadOnlySpan<byte> query)
    {
        if (query.Length > MaxSize)
        {
            throw new EnclaveException(EnclaveErrorKind.TooManyKeyImages, $"a query has at most {MaxSize} bytes, this one has {query.Length}");
        }
        try
        {
            int count = QueryFields.Count(query);
            return count <= EnclaveConstants.MaxKeyImages
                ? Read(query, count)
                : throw new EnclaveException(
                    EnclaveErrorKind.TooManyKeyImages, $"a query has at most {EnclaveConstants.MaxKeyImages} key images, this one has {count}");
        }
        catch (WireException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ProstDecode, "the query does not decode: " + e.Message, e);
        }
    }

    private static byte[] Read(ReadOnlySpan<byte> query, int count)
    {
        IReadOnlyList<KeyImageQuery> queries = WireMessage.Decode<CheckKeyImagesRequest>(query).Queries;
        byte[] images = new byte[count * KeyImage.Size];
        for (int i = 0; i < count; i++) queries[i].KeyImage.CopyTo(images.AsSpan(i * KeyImage.Size, KeyImage.Size));
        return images;
    }
}
