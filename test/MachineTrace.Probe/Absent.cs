// What the sources that are compiled in mention and never use here.
#pragma warning disable MA0048, MA0182, CA1812 // of several types, in their own namespaces, which nothing makes
namespace MobileCoin.Attestation
{
    public enum AttestError
    {
        None,
    }

    public sealed class AttestException : Exception
    {
        public AttestError Error { get; }
    }

    public sealed class AttestationEvidence;
}

namespace MobileCoin.Transactions
{
    public sealed class TxOutRecord : Wire.IWireMessage<TxOutRecord>
    {
        public void WriteTo(Wire.ProstWriter writer)
        {
        }

        public static TxOutRecord ReadFrom(ref Wire.ProstReader reader) => new();
    }

    public sealed class GetOutputsRequest;

    internal static class BlockVersion
    {
        internal const uint MaxValue = 4;
    }
}
