/** RFC 9457 problem details. `code` is stable; `detail` is for people. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { path: string; message: string }[];
}
