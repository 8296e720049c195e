// How much a query asks for, before anything is made of it.
using MobileCoin.Wire;

namespace MobileCoin.FogEnclave;

internal static class QueryFields
{
    /// <summary>Elements of the first field, of which both services' queries consist. A few bytes can hold thousands of empty ones.</summary>
    /// <exception cref="WireException">The bytes are no message.</exception>
    internal static int Count(ReadOnlySpan<byte> query)
    {
        var reader = new ProstReader(query);
        int count = 0;
        for (; reader.TryReadField(out int field); reader.Skip()) count += field == 1 ? 1 : 0;
        return count;
    }
}
