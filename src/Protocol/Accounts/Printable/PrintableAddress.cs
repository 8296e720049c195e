// Addresses inside printable payloads: those are converted from the public form, where a key that is absent is an error (fact sheet crypto §1.1).
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

internal static class PrintableAddress
{
    /// <summary>The address; both keys must be there.</summary>
    /// <param name="reader">The reader of the message that holds it.</param>
    /// <param name="message">The address' bytes.</param>
    /// <param name="name">Message and field.</param>
    internal static PublicAddress Check(in ProstReader reader, ReadOnlySpan<byte> message, string name)
    {
        ReadOnlySpan<byte> view = default, spend = default;
        var fields = new ProstReader(message);
        while (fields.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: fields.Merge(ref view); break;
                case 2: fields.Merge(ref spend); break;
                default: fields.Skip(); break;
            }
        }
        // Neither an absent wrapper nor an empty one holds a key.
        if (fields.Wrapped(view, Crypto.RistrettoPublic.Size, name).IsEmpty) throw new WireException($"{name}: view_public_key is absent");
        if (fields.Wrapped(spend, Crypto.RistrettoPublic.Size, name).IsEmpty) throw new WireException($"{name}: spend_public_key is absent");
        return reader.Message<PublicAddress>(message);
    }
}
