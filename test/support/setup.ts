import 'reflect-metadata';
import { Logger } from '@nestjs/common';

// What tests provoke on purpose is logged as warnings; what must not happen is an error.
Logger.overrideLogger(['fatal', 'error']);
