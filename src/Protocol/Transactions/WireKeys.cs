// Private keys as optional fields of messages (fact sheet crypto §9.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

internal static class WireKeys
{
    /// <summary>Writes the wrapper of a private key; nothing if there is none.</summary>
    internal static void OptionalKey(this ProstWriter writer, int field, RistrettoPrivate? key)
    {
        if (key is not null) writer.Scalar(field, key.Scalar);
    }

    /// <summary>The private key in a wrapper's bytes; zero if the wrapper is empty.</summary>
    internal static RistrettoPrivate Key(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, RistrettoPrivate.Size, name);
        if (bytes.IsEmpty) return new RistrettoPrivate(Curve25519.Scalar.Zero);
        return RistrettoPrivate.TryParse(bytes, out RistrettoPrivate? key) ? key : throw new WireException($"{name}: no canonical scalar");
    }
}
