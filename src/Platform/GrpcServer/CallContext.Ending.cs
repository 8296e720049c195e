using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Grpc;

internal sealed partial class CallContext
{
    /// <summary>Ends a gRPC call: trailers after messages, all in the headers when there were none.</summary>
    internal async Task FinishAsync(Exception? failure)
    {
        bool endedEarly;
        lock (_gate)
        {
            endedEarly = _ended;
            _ended = true;
        }
        Status status = failure is null ? StatusCore : StatusOf(failure);
        if (endedEarly)
        {
            // The context is used again for another call, so nothing of this one may still run.
            await _endedEarly.ConfigureAwait(false);
            return;
        }
        PutStatus(status, (failure as RpcException)?.Trailers);
    }

    /// <summary>What the client is told of a failure; the log is told the rest.</summary>
    internal Status StatusOf(Exception failure)
    {
        if (failure is RpcException rpc)
        {
            if (rpc is RefusedException) CallLog.Refused(Settings.Logger, Method, rpc.StatusCode, rpc.Status.Detail);
            return rpc.Status;
        }
        if (DeadlinePassed) return DeadlineStatus;
        if (Http.RequestAborted.IsCancellationRequested || failure is ConnectionAbortedException or ConnectionResetException) return Status.DefaultCancelled;
        if (failure is BadHttpRequestException bad)
        {
            CallLog.BadRequest(Settings.Logger, Method, bad.Message);
            return bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Frames.TooLarge(StreamSide.Receive).Status
                : new Status(bad.StatusCode == StatusCodes.Status408RequestTimeout ? StatusCode.DeadlineExceeded : StatusCode.Internal, "the request is malformed");
        }
        if (failure is OperationCanceledException) return new Status(StatusCode.Cancelled, "the handler was cancelled");
        CallLog.HandlerFailed(Settings.Logger, Method, failure);
        return new Status(StatusCode.Unknown, "Exception was thrown by handler.");
    }

    private void PutStatus(Status status, Metadata? more)
    {
        HttpResponse response = Http.Response;
        IHeaderDictionary trailers;
        if (response.HasStarted)
        {
            trailers = Http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()!.Trailers;
        }
        else
        {
            response.ContentType = HeaderNames.ContentType;
            trailers = response.Headers;
        }
        if (_trailers is not null) PutEntries(trailers, _trailers);
        if (more is not null && !ReferenceEquals(more, _trailers)) PutEntries(trailers, more);
        trailers[HeaderNames.Status] = CodeText(status.StatusCode);
        if (!string.IsNullOrEmpty(status.Detail)) trailers[HeaderNames.Message] = PercentEncoding.Encode(status.Detail);
    }

    private void PutEntries(IHeaderDictionary headers, Metadata entries)
    {
        foreach (Metadata.Entry entry in entries)
        {
            if (HeaderNames.IsOwn(entry.Key)) continue;
            try
            {
                headers.Append(entry.Key, MetadataHeaders.ValueOf(entry));
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException)
            {
                CallLog.TrailerDropped(Settings.Logger, Method, entry.Key);
            }
        }
    }

    private static readonly string[] Codes = [.. Enumerable.Range(0, 17).Select(c => c.ToString(CultureInfo.InvariantCulture))];

    private static string CodeText(StatusCode code) =>
        (uint)code < (uint)Codes.Length ? Codes[(int)code] : ((int)code).ToString(CultureInfo.InvariantCulture);
}
