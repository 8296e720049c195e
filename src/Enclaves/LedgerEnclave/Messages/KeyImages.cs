// The key images of a decrypted query (fact sheet fog §6.3).
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

internal static class KeyImages
{
    /// <summary>Reads a query: its key images, back to back.</summary>
    /// <exception cref="EnclaveException">The bytes are no query, or it has too many key images.</exception>
    internal static byte[] Read(ReadOnlySpan<byte> query)
    {
        IReadOnlyList<KeyImageQuery> queries;
        try
        {
            queries = WireMessage.Decode<CheckKeyImagesRequest>(query).Queries;
        }
        catch (WireException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ProstDecode, "the query does not decode: " + e.Message, e);
        }
        if (queries.Count > EnclaveConstants.MaxKeyImages)
        {
            throw new EnclaveException(
                EnclaveErrorKind.TooManyKeyImages, $"a query has at most {EnclaveConstants.MaxKeyImages} key images, this one has {queries.Count}");
        }
        byte[] images = new byte[queries.Count * KeyImage.Size];
        for (int i = 0; i < queries.Count; i++) queries[i].KeyImage.CopyTo(images.AsSpan(i * KeyImage.Size, KeyImage.Size));
        return images;
    }
}
