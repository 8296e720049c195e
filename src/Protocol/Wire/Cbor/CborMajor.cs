// The kinds of CBOR data items (RFC 8949 §3.1).
namespace MobileCoin.Wire;

internal enum CborMajor
{
    UnsignedInteger,
    NegativeInteger,
    ByteString,
    TextString,
    Array,
    Map,
    Tag,
    SimpleOrFloat,
}
