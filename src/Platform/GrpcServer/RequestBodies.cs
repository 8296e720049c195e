using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Grpc;

/// <summary>Reading of request bodies.</summary>
internal static class RequestBodies
{
    /// <summary>Reads from a body. A client that goes away in between cancels the call; it is no failure of the handler's.</summary>
    internal static async ValueTask<ReadResult> ReadOrCancelAsync(this PipeReader body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new OperationCanceledException("the client is gone", e);
        }
    }

    /// <summary>Gives a read's buffer back. Kestrel says here too that the client is gone.</summary>
    internal static void AdvanceOrCancel(this PipeReader body, SequencePosition consumed, SequencePosition examined)
    {
        try
        {
            body.AdvanceTo(consumed, examined);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new OperationCanceledException("the client is gone", e);
        }
    }
}
